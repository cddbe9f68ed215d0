using Microsoft.ML;
using Spectre.Console;
using Vhe.MLNet;
using Vhe.Networks;
using Vhe.Networks.Models;
using Vhe.Networks.Training;

namespace Quickstart;

/// <summary>A model, and how it was trained: that is null where it was loaded.</summary>
internal sealed record TrainedModel(VheModel Model, TrainingResult? Training = null, int? Classes = null)
{
    /// <summary>The model that comes with the package, or that of a file.</summary>
    public static TrainedModel Load(QuickstartOptions options)
    {
        var model = options.Model is null ? VhePretrained.Glyphs : VheModel.Load(options.Model);
        AnsiConsole.WriteLine(
            $"Model: {options.Model ?? "the one that comes with the package"}, {model.ParameterCount:N0} parameters; nothing is trained.");
        return new TrainedModel(model);
    }

    /// <summary>Trains a model on the background classes.</summary>
    public static TrainedModel Train(MLContext mlContext, QuickstartOptions options)
    {
        var images = ImageFolders.List(mlContext, options.Images);
        var classes = images.Select(image => image.Label).Distinct(StringComparer.Ordinal).Count();
        var training = TrainingOptions.For(options.Network);
        AnsiConsole.WriteLine(
            $"Training on {classes} classes, {images.Count} images, for {options.Minutes:0.##} min ({options.Preset}, {training.Precision}); "
            + "Ctrl+C ends it early.");

        using var interrupt = new TrainingInterrupt();
        var transformer = ConsoleBar.Run("Training", bar => Pipeline.Train(
            mlContext,
            mlContext.Data.LoadFromEnumerable(images),
            new VariationalHomoencoderEstimator.Options
            {
                GroupColumnName = "Group",
                Network = options.Network,
                Training = training,
                Minutes = options.Minutes,
                Seed = options.Seed,
                Progress = new TrainingDisplay(bar),
                CancellationToken = interrupt.Token,
            }));
        var run = transformer.Training!;
        AnsiConsole.WriteLine(
            $"Trained{(run.Canceled ? " until interrupted" : "")}: {run.Steps} steps in {run.Elapsed.TotalSeconds:F0} s, "
            + $"{run.ImagesPerSecond:F0} images/s, bound {Last(run)?.Elbo:F1} nats.");
        return new TrainedModel(transformer.Model, run, classes);
    }

    /// <summary>The means of what was reported in the last twentieth of the training; null if nothing was.</summary>
    public TrainingProgress? Last() => Training is null ? null : Last(Training);

    private static TrainingProgress? Last(TrainingResult training)
    {
        var last = training.History.TakeLast(Math.Max(5, training.History.Count / 20)).ToList();
        return last.Count == 0 ? null : last[^1] with
        {
            Elbo = last.Average(report => report.Elbo),
            Reconstruction = last.Average(report => report.Reconstruction),
            Kl = last[^1].Kl.Keys.ToDictionary(symbol => symbol, symbol => last.Average(report => report.Kl[symbol]), StringComparer.Ordinal),
        };
    }
}
