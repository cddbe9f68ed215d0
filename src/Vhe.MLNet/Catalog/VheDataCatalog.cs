using Vhe.MLNet.Folders;
using Vhe.MLNet.Images;

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
        return catalog.LoadFromEnumerable(List(path, options));
    }

    /// <summary>
    /// Reads the images of a folder tree into memory, grouped by class: for code that takes <see cref="GroupedImages"/>, such as
    /// an evaluation. Pipelines take the view of <c>LoadFromImageFolder</c> and <c>LoadGlyphs</c> instead; the vectors are equal.
    /// </summary>
    /// <param name="catalog">The data catalog.</param>
    /// <param name="path">The root folder: <c>root/class/image.png</c> or <c>root/group/class/image.png</c>.</param>
    /// <param name="glyphs">How to read images, as by <c>LoadGlyphs</c>; null for the defaults. Column names are unused.</param>
    /// <param name="folder">Which images to take, and what names their classes; null for the defaults.</param>
    /// <returns>Classes in the ordinal order of the paths, images of [1, Height, Width].</returns>
    /// <exception cref="ArgumentException">The path is empty, or an option is out of range.</exception>
    /// <exception cref="DirectoryNotFoundException">There is no such folder.</exception>
    /// <exception cref="InvalidDataException">
    /// The folder is not such a tree (see <c>LoadFromImageFolder</c>), or an image cannot be read; the message names it.
    /// </exception>
    /// <example>
    /// <code>
    /// var unseen = mlContext.Data.LoadGroupedImages("glyphs/evaluation");
    /// </code>
    /// </example>
    public static GroupedImages LoadGroupedImages(
        this DataOperationsCatalog catalog,
        string path,
        GlyphPreprocessingEstimator.Options? glyphs = null,
        ImageFolderOptions? folder = null)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        var settings = GlyphSettings.From(glyphs ?? new());
        return ImageFolder.Read(List(path, folder ?? new()), settings);
    }

    /// <summary>Reads image files into memory, grouped by their labels in the order of the first file of each.</summary>
    /// <param name="catalog">The data catalog.</param>
    /// <param name="files">At least one file, for instance the rows of several <c>LoadFromImageFolder</c> views.</param>
    /// <param name="glyphs">How to read images, as by <c>LoadGlyphs</c>; null for the defaults. Column names are unused.</param>
    /// <returns>Images of [1, Height, Width]. A class is of the group of its first file.</returns>
    /// <exception cref="ArgumentException">
    /// There are no files, a label is empty, two labels differ only in case or Unicode normal form, or an option is out of range.
    /// </exception>
    /// <exception cref="InvalidDataException">An image cannot be read; the message names it.</exception>
    public static GroupedImages LoadGroupedImages(
        this DataOperationsCatalog catalog, IEnumerable<ImageFile> files, GlyphPreprocessingEstimator.Options? glyphs = null)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        ArgumentNullException.ThrowIfNull(files);
        return ImageFolder.Read(files, GlyphSettings.From(glyphs ?? new()));
    }

    private static IReadOnlyList<ImageFile> List(string path, ImageFolderOptions options)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        ArgumentNullException.ThrowIfNull(options);
        OptionRange.Check(nameof(options.MaximumImagesPerClass), options.MaximumImagesPerClass ?? 1, 1);
        OptionRange.CheckDefined(nameof(options.LabelFrom), options.LabelFrom);
        return ImageFolder.List(path, options);
    }
}
