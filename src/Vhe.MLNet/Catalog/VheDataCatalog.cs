using Microsoft.ML;
using Vhe.MLNet.Columns;
using Vhe.MLNet.Folders;
using Vhe.Networks;

namespace Vhe.MLNet;

/// <summary>Loading of images for Variational Homoencoders: extensions of <c>mlContext.Data</c>.</summary>
public static class VheDataCatalog
{
    /// <summary>
    /// Lists the images (png, jpg, jpeg, bmp, gif) of a folder tree as a view with the text columns <c>ImagePath</c>,
    /// <c>Label</c> and <c>Group</c> (<see cref="ImageFile"/>), in the ordinal order of the paths. No image is opened:
    /// <c>LoadGlyphs</c> reads each when its row is read.
    /// </summary>
    /// <param name="catalog">The data catalog.</param>
    /// <param name="path">The root folder: <c>root/class/image.png</c> or <c>root/group/class/image.png</c>.</param>
    /// <param name="labelFrom">Which folders name the class.</param>
    /// <param name="recursive">Whether to descend at any depth; otherwise only folders directly in the root hold images.</param>
    /// <param name="maximumImagesPerClass">The most images to take of each class; null for all.</param>
    /// <returns>The view; at least one row.</returns>
    /// <exception cref="ArgumentException">The path is empty, or an argument is out of range.</exception>
    /// <exception cref="DirectoryNotFoundException">There is no such folder.</exception>
    /// <exception cref="InvalidDataException">
    /// There are no images, an image is in no class's folder, two folders give one class (<see cref="LabelFrom.GroupAndFolder"/>
    /// only), or two classes have names that differ only in case or Unicode normal form. The message names them.
    /// </exception>
    /// <example>
    /// <code>
    /// var background = mlContext.Data.LoadFromImageFolder("glyphs/background");
    /// </code>
    /// </example>
    public static IDataView LoadFromImageFolder(
        this DataOperationsCatalog catalog,
        string path,
        LabelFrom labelFrom = LabelFrom.GroupAndFolder,
        bool recursive = true,
        int? maximumImagesPerClass = null)
        => catalog.LoadFromImageFolder(
            path,
            new ImageFolderOptions
            {
                LabelFrom = labelFrom,
                Recursive = recursive,
                MaximumImagesPerClass = maximumImagesPerClass,
            });

    /// <inheritdoc cref="LoadFromImageFolder(DataOperationsCatalog, string, LabelFrom, bool, int?)"/>
    /// <param name="catalog">The data catalog.</param>
    /// <param name="path">The root folder.</param>
    /// <param name="options">What to take.</param>
    public static IDataView LoadFromImageFolder(this DataOperationsCatalog catalog, string path, ImageFolderOptions options)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        ArgumentNullException.ThrowIfNull(options);
        OptionRange.Check(nameof(options.MaximumImagesPerClass), options.MaximumImagesPerClass ?? 1, 1);
        OptionCheck.Defined(nameof(options.LabelFrom), options.LabelFrom);
        return catalog.LoadFromEnumerable(ImageFolder.List(path, options));
    }
}
