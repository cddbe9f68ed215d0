using Microsoft.ML;
using Vhe.MLNet;
using Vhe.Networks.Data;

namespace PaperExperiments.Images;

/// <summary>The two splits of Omniglot that the paper uses, and how its images are read.</summary>
internal static class Omniglot
{
    // 1200 of 1623 characters (section 4.2).
    private const double TrainingShare = 1200.0 / 1623;

    /// <summary>The random split of section 4.2, of whatever characters the two folders have.</summary>
    public static ClassSplit Random(ExperimentSettings settings)
    {
        var canonical = Canonical(settings);
        var all = new GroupedImages(canonical.Training.Shape, [.. canonical.Training.Classes, .. canonical.Test.Classes]);
        return ClassSplit.Random(all, Math.Max(1, (int)Math.Round(TrainingShare * all.Classes.Count)), null, settings.Seed);
    }

    /// <summary>The split by alphabets of Lake et al.</summary>
    public static ClassSplit Canonical(ExperimentSettings settings, GlyphResize resize = GlyphResize.Box) => new(
        Read(settings.Background, resize),
        Read(settings.Evaluation, resize));

    /// <summary>
    /// Reads a folder at 28 x 28 as in the paper: only resized, which decides the likelihoods, and black on white.
    /// </summary>
    public static GroupedImages Read(string path, GlyphResize resize = GlyphResize.Box)
        => new MLContext(seed: 1).Data.LoadGroupedImages(
            path, new() { Polarity = GlyphPolarity.DarkOnLight, InkContrast = 0, Resize = resize });

    /// <summary>What was split how, in words.</summary>
    public static string Describe(ClassSplit split)
        => $"{split.Training.Classes.Count} characters to train on, {split.Test.Classes.Count} others to measure on";
}
