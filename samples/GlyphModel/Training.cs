using Microsoft.ML;
using Vhe.MLNet;
using Vhe.Networks.Models;
using Vhe.Networks.Training;

namespace GlyphModel;

/// <summary>Trains the network of the paper on a folder of glyphs.</summary>
internal static class Training
{
    /// <summary>Trains, printing a line a minute; the run is kept beside the model, once a minute.</summary>
    /// <param name="images">A folder group/class/image.png.</param>
    /// <param name="model">Where the model goes.</param>
    /// <param name="budget">How long, earlier parts of the run included.</param>
    /// <param name="seed">Seeds everything.</param>
    /// <param name="start">The model to refine; null to begin anew.</param>
    public static void Run(string images, string model, TimeSpan budget, long seed, VheModel? start = null)
    {
        var network = PixelCnnVheOptions.Paper;
        var recipe = start is null ? TrainingOptions.For(network) : TrainingOptions.ForRefining(network);
        var mlContext = new MLContext(seed: 1);
        var background = mlContext.Data.LoadFromImageFolder(images);
        var pipeline = mlContext.Transforms.LoadGlyphs()
            .Append(mlContext.Transforms.VariationalHomoencoder(new VariationalHomoencoderEstimator.Options
            {
                GroupColumnName = "Group",
                Start = start,
                Training = recipe with { ProgressInterval = TimeSpan.FromMinutes(1) },
                Minutes = budget.TotalMinutes,
                Seed = seed,

                // A run of train under the same name is not to be taken for one of refine.
                CheckpointPath = model + (start is null ? ".checkpoint" : ".refine.checkpoint"),
                Resume = true,
                Progress = new Log(),
            }));

        var trained = pipeline.Fit(background).LastTransformer;
        trained.Model.Save(model);
        var run = trained.Training!;
        Console.WriteLine($"{run.Steps} steps in {run.Elapsed.TotalMinutes:F1} min, {run.ImagesPerSecond:F1} images/s: {model}");
    }

    private sealed class Log : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value) => Console.WriteLine(
            $"step {value.Step}: bound {value.Elbo:F2}, reconstruction {value.Reconstruction:F2}, "
            + $"{string.Join(", ", value.Kl.Select(kl => $"KL({kl.Key}) {kl.Value:F2}"))}, "
            + (value.LogClassProbability is { } own ? $"own class {own:F4}, " : "")
            + $"{value.ImagesPerSecond:F0} images/s");
    }
}
