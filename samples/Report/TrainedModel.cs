using Microsoft.ML;
using Samples;
using Spectre.Console;
using Vhe.MLNet;
using Vhe.Networks.Models;
using Vhe.Networks.Training;

namespace Report;

/// <summary>A model, and how it was trained; null if it was loaded.</summary>
internal sealed record TrainedModel(VheModel Model, TrainingResult? Training = null, int? Classes = null)
{
    /// <summary>Loads the model that comes with the package, or that of a file.</summary>
    public static TrainedModel Load(string? path)
    {
        var model = path is null ? VhePretrained.Glyphs : VheModel.Load(path);
        AnsiConsole.WriteLine($"Model: {path ?? "VhePretrained.Glyphs"}, {model.ParameterCount:N0} parameters.");
        return new TrainedModel(model);
    }

    /// <summary>Trains a model on the background classes. The first Ctrl+C ends the training and keeps the model; a second one
    /// ends the program.</summary>
    public static TrainedModel Train(MLContext mlContext, ReportOptions options)
    {
        var images = GlyphFolders.List(mlContext, options.Images);
        var classes = images.Select(image => image.Label).Distinct(StringComparer.Ordinal).Count();
        var training = TrainingOptions.For(options.Network);
        AnsiConsole.WriteLine(
            $"Training on {classes} classes, {images.Count} images, for {options.Minutes:0.##} min "
            + $"({options.Preset}, {training.Precision}); Ctrl+C ends it early and keeps the model.");
        using var cancellation = new CancellationTokenSource();
        Console.CancelKeyPress += Stop;
        try
        {
            var background = mlContext.Data.LoadFromEnumerable(images);
            var transformer = WorkProgress.Run<TrainingProgress, VheTransformer>("Training", 1, Show, progress => mlContext
                .Transforms.LoadGlyphs()
                .Append(mlContext.Transforms.VariationalHomoencoder(new VariationalHomoencoderEstimator.Options
                {
                    GroupColumnName = "Group",
                    Network = options.Network,
                    Training = training,
                    Minutes = options.Minutes,
                    Seed = options.Seed,
                    Progress = progress,
                    CancellationToken = cancellation.Token,
                }))
                .Fit(background).LastTransformer);
            var run = transformer.Training!;
            AnsiConsole.WriteLine(
                $"Trained{(run.Canceled ? " until interrupted" : "")}: {run.Steps:N0} steps in {run.Elapsed.TotalSeconds:F0} s, "
                + $"{run.ImagesPerSecond:F0} images/s, ELBO {Last(run)?.Elbo:F1} nats.");
            return new TrainedModel(transformer.Model, run, classes);
        }
        finally
        {
            Console.CancelKeyPress -= Stop;
        }

        void Stop(object? sender, ConsoleCancelEventArgs e)
        {
            e.Cancel = !cancellation.IsCancellationRequested;
            cancellation.Cancel();
        }
    }

    /// <summary>The means of the reports of the last twentieth of the training; null without reports.</summary>
    public TrainingProgress? Last() => Training is null ? null : Last(Training);

    private static void Show(ProgressTask task, TrainingProgress report)
    {
        task.Value = report.Fraction;
        task.Description =
            $"ELBO {report.Elbo:F1} = {report.Reconstruction:F1} - KL(t) {report.Kl["t"]:F1} - KL(c) {report.Kl["c"]:F1} / |X| "
            + $"nats, {report.ImagesPerSecond:F0} images/s";
    }

    private static TrainingProgress? Last(TrainingResult training)
    {
        var last = training.History.TakeLast(Math.Max(5, training.History.Count / 20)).ToList();
        return last.Count == 0 ? null : last[^1] with
        {
            Elbo = last.Average(report => report.Elbo),
            Reconstruction = last.Average(report => report.Reconstruction),
            Kl = last[^1].Kl.Keys.ToDictionary(
                symbol => symbol, symbol => last.Average(report => report.Kl[symbol]), StringComparer.Ordinal),
        };
    }
}
