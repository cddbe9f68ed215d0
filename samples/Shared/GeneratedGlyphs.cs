using Vhe.Networks.Data;
using Vhe.Networks.Inference;
using Vhe.Networks.Models;

namespace Samples;

/// <summary>New images of a class beside the examples that they were generated from.</summary>
internal sealed record GeneratedGlyphs(IReadOnlyList<float[]> Examples, IReadOnlyList<float[]> Images)
{
    private const int MostClasses = 10;
    private const int Shots = 5;
    private const int ImagesPerClass = 5;

    /// <summary>Generates five images each of about ten classes, spread evenly over all.</summary>
    public static IReadOnlyList<GeneratedGlyphs> Generate(VheModel model, GroupedImages images, long seed)
    {
        var rows = Math.Min(MostClasses, images.Classes.Count);
        return [.. Enumerable.Range(0, rows).Select(row =>
        {
            var examples = images.Classes[row * images.Classes.Count / rows].Images.Take(Shots).ToList();
            return new GeneratedGlyphs(examples, ImageGenerator.Generate(model, examples, ImagesPerClass, seed + row));
        })];
    }
}
