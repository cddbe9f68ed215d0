using PaperExperiments.Output;
using Spectre.Console;
using Vhe.Networks.Data;
using Vhe.Networks.Evaluation;
using Vhe.Networks.Models;

namespace PaperExperiments.Images;

/// <summary>Table 1: both architectures under the four objectives, information in c and 5-shot accuracy.</summary>
internal static class ObjectiveTable
{
    private const int Support = 5;

    // A line a model, by its number in ImageStudy.Models.
    private static readonly (double Kl, double Accuracy)[] Paper =
        [(31.34, 95.6), (25.74, 94.0), (477.65, 95.3), (452.47, 95.6), (14.90, 66.0), (0.22, 4.9), (506.48, 62.8), (268.37, 98.8)];

    private sealed record Result(
        string Architecture,
        string Objective,
        long Steps,
        bool BinaryExamples,
        double Kl,
        double Accuracy,
        double Ci95,
        double PaperKl,
        double PaperAccuracy);

    /// <summary>Trains, measures, writes.</summary>
    public static void Run(ExperimentSettings settings)
    {
        var split = Omniglot.Random(settings);
        var study = new ImageStudy(settings, "random-split");
        var augmentation = new Augmentation();
        var results = new List<Result>();
        foreach (var (architecture, objective, line) in ImageStudy.Models(settings))
        {
            using var model = study.Train(architecture, objective, split.Training, Support, augmentation);
            var accuracy = study.Accuracy(model, split.Test, Support);
            var (paperKl, paperAccuracy) = Paper[line];
            results.Add(new Result(
                architecture.Name,
                objective.Name,
                model.Steps,
                model.Sampling.BinarizeSupport,
                study.EncodedInformation(model, split.Training, objective),
                100 * accuracy.Mean,
                100 * accuracy.Ci95,
                paperKl,
                paperAccuracy));
        }

        var output = new ResultFolder(settings.Out, "table1");
        output.WriteCsv(results);
        output.WriteMarkdown(
        [
            $"{Omniglot.Describe(split)}, drawn at random; {settings.Budget} for each model, one run (the paper's: the best of five), "
            + $"|D| = {Support}, seed {settings.Seed}; {ImageStudy.Ways(split.Test)}-way, {settings.Episodes} episodes, "
            + $"{settings.RuleText}, ± half of the 95 % interval. D is gray where it is not said to be binary; the paper binarizes it.",
            MarkdownTable.Of(
                ["architecture", "objective", "steps", "D", "KL(c), nats", "the paper's", "5-shot accuracy, %", "the paper's"],
                results.Select(result => (string[])
                [
                    result.Architecture,
                    result.Objective,
                    $"{result.Steps:N0}",
                    result.BinaryExamples ? "binary" : "gray",
                    $"{result.Kl:F1}",
                    $"{result.PaperKl:F1}",
                    $"{result.Accuracy:F1} ± {result.Ci95:F1}",
                    $"{result.PaperAccuracy:F1}",
                ])),
        ]);
        AnsiConsole.WriteLine(output.Path("md"));
    }
}
