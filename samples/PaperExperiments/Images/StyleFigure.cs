using PaperExperiments.Output;
using PaperExperiments.Styles;
using Samples;
using Spectre.Console;
using Vhe.Networks;
using Vhe.Networks.Data;
using Vhe.Networks.Distributions;
using Vhe.Networks.Inference;
using Vhe.Networks.Models;
using Vhe.Networks.Training;

namespace PaperExperiments.Images;

/// <summary>Figure 8: the factorial model redraws unseen characters in the style of other images.</summary>
internal static class StyleFigure
{
    private const int Rows = 10;
    private const int SamplesOfPair = 4;

    /// <summary>Trains, draws, writes.</summary>
    public static void Run(ExperimentSettings settings)
    {
        var split = Omniglot.Canonical(settings);
        var training = StylizedGlyphs.Create(split.Training, settings.Seed);

        // The same 30 styles, on characters that were not trained on.
        var unseen = StylizedGlyphs.Create(split.Test, settings.Seed);
        var sizes = settings.Tiny
            ? PixelCnnVheOptions.Tiny with { Style = StyleOptions.Tiny }
            : PixelCnnVheOptions.Paper with { Style = new StyleOptions() };
        using var model = VheModel.Create(sizes, settings.Seed);
        var measured = TrainingOptions.For(sizes);
        var options = ImageStudy.Options(settings, "factorial", split.Training) with
        {
            LearningRate = measured.LearningRate,
            Precision = measured.Precision,
        };
        var trained = new VheTrainer(options).Train(model, training);
        model.Precision = measured.Precision;

        var random = new Random((int)SeededGenerator.Derive(settings.Seed, 1));
        var rows = Enumerable.Range(0, Rows).Select(row =>
        {
            var content = Pick(unseen.Images, random);
            var style = Pick(unseen.Images, random);
            var drawn = StyleTransfer.Draw(model, [content], [style], SamplesOfPair, settings.Seed + row);
            return new GeneratedGlyphs([content, style], drawn);
        }).ToList();
        var output = new ResultFolder(settings.Out, "fig8");
        GridPicture.Save(output.Path("png"), rows, unseen.Images.Shape);
        output.WriteMarkdown(
        [
            $"{settings.Budget} on the background alphabets in {StylizedGlyphs.PaperStyles} styles, {trained.Steps:N0} steps, seed "
            + $"{settings.Seed}. A row: a character that the model has not seen, an image in the style to redraw it in, and what was "
            + "drawn.",
            "![fig8](fig8.png)",
        ]);
        AnsiConsole.WriteLine(output.Path("md"));
    }

    private static float[] Pick(GroupedImages images, Random random)
    {
        var item = images.Classes[random.Next(images.Classes.Count)];
        return item.Images[random.Next(item.Images.Count)];
    }
}
