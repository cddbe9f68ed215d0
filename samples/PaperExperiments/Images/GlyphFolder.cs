using Microsoft.ML;
using Vhe.MLNet;
using Vhe.Networks;
using Vhe.Networks.Data;

namespace PaperExperiments.Images;

/// <summary>Reads a folder of images as the networks take them.</summary>
internal static class GlyphFolder
{
    private const int Side = 28;

    /// <summary>Reads all images of a folder at 28 x 28.</summary>
    /// <param name="path">A tree class/image.png or group/class/image.png.</param>
    /// <param name="resize">How they are resized: it decides the likelihoods.</param>
    public static GroupedImages Read(string path, GlyphResize resize = GlyphResize.Box)
    {
        var mlContext = new MLContext(seed: 1);
        var files = mlContext.Data.LoadFromImageFolder(path);

        // As in the paper: nothing but resized. All of its images are black on white, and a large silhouette is to stay so.
        var glyphs = mlContext.Transforms
            .LoadGlyphs(height: Side, width: Side, polarity: GlyphPolarity.DarkOnLight, inkContrast: 0, resize: resize)
            .Fit(files).Transform(files);
        var rows = mlContext.Data.CreateEnumerable<Row>(glyphs, reuseRowObject: false);
        return new GroupedImages(
            new ImageShape(1, Side, Side),
            rows.GroupBy(row => row.Label, StringComparer.Ordinal)
                .Select(rows => new ImageClass(rows.Key, [.. rows.Select(row => row.Image)], rows.First().Group)));
    }

    /// <summary>The classes of both.</summary>
    public static GroupedImages Both(GroupedImages first, GroupedImages second) => new(first.Shape, [.. first.Classes, .. second.Classes]);

    private sealed class Row
    {
        public string Label { get; set; } = "";

        public string Group { get; set; } = "";

        public float[] Image { get; set; } = [];
    }
}
