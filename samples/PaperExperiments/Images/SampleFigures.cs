using PaperExperiments.Output;
using Samples;
using Spectre.Console;
using Vhe.Networks.Data;
using Vhe.Networks.Inference;
using Vhe.Networks.Models;

namespace PaperExperiments.Images;

/// <summary>Figures 5 and 6, and the silhouettes of section 6.6: images drawn from a few examples of unseen classes.</summary>
internal static class SampleFigures
{
    private const int Support = 5;
    private const int Rows = 10;
    private const int SamplesOfRow = 8;

    // "10 object classes were held out as test data" (section 6.6).
    private const int HeldOutSilhouettes = 10;

    /// <summary>Figure 5: one-shot samples of the VHE with the PixelCNN architecture, the model of Table 1.</summary>
    public static void RunFigure5(ExperimentSettings settings)
    {
        var split = Omniglot.Random(settings);
        using var model = new ImageStudy(settings, "random-split")
            .Train(Architecture.PixelCnn, Objective.Vhe, split.Training, Support, new Augmentation());
        Write(settings, "fig5", [Save(settings, "fig5", model, split.Test, examples: 1)]);
    }

    /// <summary>Figure 6: 5-shot samples of the models of Table 1.</summary>
    public static void RunFigure6(ExperimentSettings settings)
    {
        var split = Omniglot.Random(settings);
        var study = new ImageStudy(settings, "random-split");
        var pictures = new List<string>();
        foreach (var (architecture, objective, _) in ImageStudy.Models(settings))
        {
            using var model = study.Train(architecture, objective, split.Training, Support, new Augmentation());
            var name = $"fig6-{architecture.Name}-{objective.Name}".Replace(' ', '-').ToLowerInvariant();
            pictures.Add(Save(settings, name, model, split.Test, Support));
        }

        Write(settings, "fig6", pictures);
    }

    /// <summary>Section 6.6: 1-shot and 5-shot samples of silhouettes of unseen objects, by the deconvolutional architecture.</summary>
    public static void RunSilhouettes(ExperimentSettings settings)
    {
        var all = Omniglot.Read(settings.Silhouettes);
        var split = ClassSplit.Random(all, Math.Max(1, all.Classes.Count - HeldOutSilhouettes), null, settings.Seed);
        using var model = new ImageStudy(settings, "silhouettes")
            .Train(Architecture.Deconvolutional, Objective.Vhe, split.Training, Support, Augmentation.None);
        Write(settings, "silhouettes",
        [
            Save(settings, "silhouettes-1-shot", model, split.Test, examples: 1),
            Save(settings, "silhouettes-5-shot", model, split.Test, Support),
        ]);
    }

    // Classes spread evenly over those that were not trained on.
    private static string Save(ExperimentSettings settings, string name, TrainedModel model, GroupedImages unseen, int examples)
    {
        var rows = Math.Min(Rows, unseen.Classes.Count);
        var path = new ResultFolder(settings.Out, name).Path("png");
        var random = new Random((int)settings.Seed);
        GridPicture.Save(
            path,
            [.. Enumerable.Range(0, rows).Select(row =>
            {
                var given = unseen.Classes[row * unseen.Classes.Count / rows].Images.Take(examples).ToList();
                var shown = model.Examples(given, random);
                return new GeneratedGlyphs(
                    shown, ImageGenerator.Generate(model.Model, shown, SamplesOfRow, settings.Seed + row));
            })],
            unseen.Shape);
        return path;
    }

    private static void Write(ExperimentSettings settings, string name, IReadOnlyList<string> pictures)
    {
        var output = new ResultFolder(settings.Out, name);
        output.WriteMarkdown(
        [
            $"{settings.Budget} for each model, |D| = {Support} in training, seed {settings.Seed}. A row is a class that no model has "
            + "seen: its examples in black, what was drawn from them in blue.",
            .. pictures.Select(picture => $"![{Path.GetFileNameWithoutExtension(picture)}]({Path.GetFileName(picture)})"),
        ]);
        AnsiConsole.WriteLine(output.Path("md"));
    }
}
