using Microsoft.ML;
using Samples;
using Vhe.MLNet;
using Vhe.Networks.Models;
using Vhe.Networks.Training;

namespace GlyphModel;

/// <summary>Trains the network of the paper on a folder of glyphs.</summary>
internal static class Training
{
    /// <summary>Trains, and prints a line a minute; the run is saved beside the model, once a minute.</summary>
    /// <param name="images">A folder group/class/image.png.</param>
    /// <param name="model">The file of the model.</param>
    /// <param name="minutes">How long, earlier parts of the run included.</param>
    /// <param name="seed">Seeds everything.</param>
    /// <param name="start">The model to refine; null to train a new one.</param>
    public static void Run(string images, string model, double minutes, long seed, VheModel? start)
    {
        var network = PixelCnnVheOptions.Paper;
        var recipe = start is null ? TrainingOptions.For(network) : TrainingOptions.ForRefining(network);
        var mlContext = new MLContext(seed: 1);
        var trained = WorkProgress.Run<TrainingProgress, VheTransformer>(
            "training",
            total: 1,
            (task, report) =>
            {
                task.Value = report.Fraction;
                WorkProgress.WriteLine(Describe(report));
            },
            progress => mlContext.Transforms.LoadGlyphs()
                .Append(mlContext.Transforms.VariationalHomoencoder(new VariationalHomoencoderEstimator.Options
                {
                    GroupColumnName = "Group",
                    Start = start,
                    Training = recipe with { ProgressInterval = TimeSpan.FromMinutes(1) },
                    Minutes = minutes,
                    Seed = seed,

                    // Runs of train and of refine may have the same model's name.
                    CheckpointPath = model + (start is null ? ".checkpoint" : ".refine.checkpoint"),
                    Resume = true,
                    Progress = progress,
                }))
                .Fit(mlContext.Data.LoadFromImageFolder(images)).LastTransformer);
        trained.Model.Save(model);
        var run = trained.Training!;
        Console.WriteLine($"{run.Steps} steps in {run.Elapsed.TotalMinutes:F1} min, {run.ImagesPerSecond:F1} images/s: {model}");
    }

    private static string Describe(TrainingProgress report)
        => $"step {report.Step}: ELBO {report.Elbo:F2}, reconstruction {report.Reconstruction:F2}, "
            + $"{string.Join(", ", report.Kl.Select(kl => $"KL({kl.Key}) {kl.Value:F2}"))}, "
            + (report.LogClassProbability is { } own ? $"log p(own class) {own:F4}, " : "")
            + $"{report.ImagesPerSecond:F0} images/s";
}
