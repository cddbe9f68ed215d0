using PaperExperiments.Output;
using Spectre.Console;
using Vhe.MLNet;
using Vhe.Networks.Data;
using Vhe.Networks.Evaluation;
using Vhe.Networks.Models;

namespace PaperExperiments.Images;

/// <summary>Tables 3 and 4: joint negative log-likelihoods of unseen characters, each beside the entropy of its binarization.</summary>
internal static class LikelihoodTables
{
    private const int Support = 5;

    private static readonly GlyphResize[] Resizes = [GlyphResize.Box, GlyphResize.Bilinear];

    // A line a model, by its number in ImageStudy.Models.
    private static readonly double[] Paper3 = [102.84, 110.30, 109.01, 104.67, 73.50, 66.42, 71.37, 61.22];

    private static readonly string[][] Paper4 =
    [
        ["DRAW (independent)", "", "< 96.5"],
        ["Conv DRAW (independent)", "", "< 91.0"],
        ["VLAE (independent)", "", "89.83"],
        ["Variational Memory Addressing (conditional)", "", "> 73.9"],
        ["Generative Matching Networks (conditional)", "", "62.42"],
        ["Variational Homoencoder, the paper's", "", "61.22"],
    ];

    private sealed record Result(
        string Resize, string Architecture, string Objective, long Steps, double Nll, double Ci95, double Floor, double Paper);

    /// <summary>Table 3: both architectures, the four objectives.</summary>
    public static void RunTable3(ExperimentSettings settings)
    {
        var results = Measure(
            settings, ImageStudy.Models(settings).Select(model => (model.Architecture, model.Objective, Paper3[model.Line])));
        Write(settings, "table3", results, MarkdownTable.Of(
            ["resize", "architecture", "objective", "steps", "NLL an image, nats", "floor", "the paper's"],
            results.Select(result => (string[])
            [
                result.Resize,
                result.Architecture,
                result.Objective,
                $"{result.Steps:N0}",
                Nats(result),
                $"{result.Floor:F2}",
                $"{result.Paper:F2}",
            ])));
    }

    /// <summary>Table 4: the VHE with the PixelCNN architecture beside other models.</summary>
    public static void RunTable4(ExperimentSettings settings)
    {
        var results = Measure(settings, [(Architecture.PixelCnn, Objective.Vhe, Paper3[^1])]);
        Write(settings, "table4", results, MarkdownTable.Of(
            ["model", "floor", "NLL an image, nats"],
            results
                .Select(result => (string[])
                    [$"Variational Homoencoder, ours, {result.Resize}", $"{result.Floor:F2}", Nats(result)])
                .Concat(Paper4)));
    }

    private static string Nats(Result result) => new MeanEstimate(result.Nll, result.Ci95).ToString();

    private static List<Result> Measure(
        ExperimentSettings settings, IEnumerable<(Architecture Architecture, Objective Objective, double Paper)> models)
    {
        var results = new List<Result>();
        foreach (var resize in Resizes)
        {
            var split = Omniglot.Canonical(settings, resize);
            var study = new ImageStudy(settings, $"alphabets-{resize}");
            foreach (var (architecture, objective, paper) in models)
            {
                // "We did not augment our training data" (section 6.4.1).
                using var model = study.Train(architecture, objective, split.Training, Support, Augmentation.None);
                var joint = study.JointNll(model, split.Test);
                results.Add(new Result(
                    resize.ToString(),
                    architecture.Name,
                    objective.Name,
                    model.Steps,
                    joint.Nll.Mean,
                    joint.Nll.Ci95,
                    joint.Floor.Mean,
                    paper));
            }
        }

        return results;
    }

    private static void Write(ExperimentSettings settings, string name, IReadOnlyList<Result> results, string table)
    {
        var output = new ResultFolder(settings.Out, name);
        output.WriteCsv(results);
        output.WriteMarkdown(
        [
            $"Trained on the background alphabets for {settings.Budget} each, |D| = {Support}, no augmentation, seed {settings.Seed}; "
            + $"up to {settings.JointClasses} characters of the evaluation alphabets, {settings.ClassSamples} samples of c and 10 of each "
            + "element's latent, ± half of the 95 % interval over the characters. D is "
            + "gray for the PixelCNN architecture and binary for the other.",
            "The floor is the entropy of binarizing the images at random: no model of the gray images can be below it on average. "
            + "It depends on the resize, so that numbers under different ones cannot be compared. The paper does not say how it resized.",
            table,
        ]);
        AnsiConsole.WriteLine(output.Path("md"));
    }
}
