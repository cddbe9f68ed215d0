using Vhe.MLNet.Folders;
using Vhe.MLNet.Images;
using Vhe.Networks;
using Vhe.Networks.Data;

namespace Vhe.MLNet.Services;

/// <summary>Reads the examples of every class. Stateless.</summary>
internal static class SupportFolder
{
    /// <summary>Reads a folder.</summary>
    /// <param name="folder">class/image.png, or group/class/image.png.</param>
    /// <param name="settings">How images are read.</param>
    /// <returns>The classes, by the order of their paths.</returns>
    /// <exception cref="InvalidDataException">There are no images, one cannot be read, or two classes have names that are alike;
    /// the message names the folder or the file.</exception>
    public static GroupedImages Read(string folder, GlyphSettings settings)
        => new(
            new ImageShape(1, settings.Height, settings.Width),
            ImageFolder.List(folder, new ImageFolderOptions())
                .GroupBy(file => file.Label, StringComparer.Ordinal)
                .Select(files => new ImageClass(
                    files.Key, [.. files.Select(file => GlyphInput.FromFile(file.ImagePath).Render(settings))])));
}
