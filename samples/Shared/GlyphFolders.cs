using Microsoft.ML;
using Vhe.MLNet;
using Vhe.Networks;
using Vhe.Networks.Data;
using Vhe.Networks.Models;

namespace Samples;

/// <summary>Folders of classes: class/image.png or group/class/image.png.</summary>
internal static class GlyphFolders
{
    /// <summary>Lists the images of one or several folders. With several, each folder's name is put before the names of its
    /// classes.</summary>
    public static IReadOnlyList<ImageFile> List(MLContext mlContext, IReadOnlyList<string> folders)
        => [.. folders.SelectMany(folder => List(mlContext, folder, folders.Count > 1))];

    /// <summary>Reads images at the size that a network takes.</summary>
    public static GroupedImages Read(MLContext mlContext, IEnumerable<ImageFile> images, PixelCnnVheOptions network)
    {
        var files = mlContext.Data.LoadFromEnumerable(images);
        var glyphs = mlContext.Transforms.LoadGlyphs(height: network.Height, width: network.Width).Fit(files).Transform(files);
        var classes = mlContext.Data.CreateEnumerable<Glyph>(glyphs, reuseRowObject: false)
            .GroupBy(glyph => glyph.Label, StringComparer.Ordinal)
            .Select(group => new ImageClass(group.Key, [.. group.Select(glyph => glyph.Image)], group.First().Group));
        return new GroupedImages(new ImageShape(1, network.Height, network.Width), classes);
    }

    private static IEnumerable<ImageFile> List(MLContext mlContext, string folder, bool named)
    {
        var view = mlContext.Data.LoadFromImageFolder(folder);
        var name = Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder)));
        foreach (var image in mlContext.Data.CreateEnumerable<ImageFile>(view, reuseRowObject: false))
        {
            yield return !named ? image : new ImageFile
            {
                ImagePath = image.ImagePath,
                Label = $"{name}/{image.Label}",
                Group = image.Group.Length == 0 ? name : $"{name}/{image.Group}",
            };
        }
    }

    private sealed class Glyph
    {
        public string Label { get; set; } = "";

        public string Group { get; set; } = "";

        public float[] Image { get; set; } = [];
    }
}
