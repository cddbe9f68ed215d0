using System.Reflection;
using System.Text.Json;
using Vhe.Networks.Evaluation;

namespace Quickstart;

/// <summary>What a run came to: the contents of results.json. Numbers of the training are null where a model was loaded.</summary>
internal sealed record Results
{
    private static readonly JsonSerializerOptions Format = new() { PropertyNamingPolicy = JsonNamingPolicy.CamelCase, WriteIndented = true };

    /// <summary>Accuracy from five examples of each class.</summary>
    public required Measure FiveShot { get; init; }

    /// <summary>Accuracy from one example of each class.</summary>
    public required Measure OneShot { get; init; }

    /// <summary>The nearest of five examples by pixels, on the same episodes.</summary>
    public required Measure PixelFiveShot { get; init; }

    /// <summary>The nearest of the examples by pixels, on the same episodes.</summary>
    public required Measure PixelOneShot { get; init; }

    /// <summary>Whether the saved model predicts the same in a new process, bit for bit.</summary>
    public required bool ReloadEqual { get; init; }

    /// <summary>Images learned from in a second of training.</summary>
    public double? ImagesPerSecond { get; init; }

    /// <summary>How long it took.</summary>
    public required Durations Seconds { get; init; }

    /// <summary>Classes to tell apart in each episode.</summary>
    public required int Ways { get; init; }

    /// <summary>Episodes for each accuracy.</summary>
    public required int Episodes { get; init; }

    /// <summary>Classes that were trained on.</summary>
    public int? BackgroundClasses { get; init; }

    /// <summary>Classes that episodes are drawn from.</summary>
    public required int NewClasses { get; init; }

    /// <summary>Accuracy of the saved classifier by ML.NET's own evaluator: one choice of five examples of the first classes.</summary>
    public required double PipelineAccuracy { get; init; }

    /// <summary>Time for one image file through the saved pipeline, reading it included.</summary>
    public required double MillisecondsPerQuery { get; init; }

    /// <summary>The size of network that was trained: "tiny" or "paper".</summary>
    public string? Preset { get; init; }

    /// <summary>Parameters of the network.</summary>
    public required long Parameters { get; init; }

    /// <summary>The seed.</summary>
    public required int Seed { get; init; }

    /// <summary>Steps of training.</summary>
    public long? Steps { get; init; }

    /// <summary>The bound on log p(x) at the end of training, nats an image.</summary>
    public double? Elbo { get; init; }

    /// <summary>log p(x | c, t) at the end of training, nats an image.</summary>
    public double? Reconstruction { get; init; }

    /// <summary>KL(c) at the end of training, nats a class.</summary>
    public double? KlC { get; init; }

    /// <summary>KL(t) at the end of training, nats an image.</summary>
    public double? KlT { get; init; }

    /// <summary>Gathers the numbers of a run.</summary>
    public static Results Of(
        QuickstartOptions options,
        TrainedModel trained,
        NewClasses newClasses,
        FewShotReport accuracies,
        SavedClassifier classifier,
        TimeSpan evaluation,
        TimeSpan total)
    {
        var last = trained.Last();
        return new Results
        {
            FiveShot = Measure.Of(accuracies.FiveShot),
            OneShot = Measure.Of(accuracies.OneShot),
            PixelFiveShot = Measure.Of(accuracies.PixelFiveShot),
            PixelOneShot = Measure.Of(accuracies.PixelOneShot),
            ReloadEqual = classifier.ReloadEqual,
            ImagesPerSecond = Round(trained.Training?.ImagesPerSecond),
            Seconds = new Durations(
                Round(trained.Training?.Elapsed.TotalSeconds ?? 0), Round(evaluation.TotalSeconds), Round(total.TotalSeconds)),
            Ways = newClasses.Ways,
            Episodes = accuracies.FiveShot.Episodes,
            BackgroundClasses = trained.Classes,
            NewClasses = newClasses.Images.Classes.Count,
            PipelineAccuracy = Math.Round(classifier.Accuracy, 4),
            MillisecondsPerQuery = Round(classifier.MillisecondsPerQuery),
            Preset = trained.Training is null ? null : options.Preset.ToString().ToLowerInvariant(),
            Parameters = trained.Model.ParameterCount,
            Seed = options.Seed,
            Steps = trained.Training?.Steps,
            Elbo = Round(last?.Elbo),
            Reconstruction = Round(last?.Reconstruction),
            KlC = Round(last?.Kl["c"]),
            KlT = Round(last?.Kl["t"]),
        };
    }

    /// <summary>Writes results.json.</summary>
    public void Save(string path) => File.WriteAllText(path, JsonSerializer.Serialize(this, Format) + "\n");

    private static double Round(double value) => Math.Round(value, 2);

    private static double? Round(double? value) => value is { } number ? Math.Round(number, 2) : null;

    /// <summary>An accuracy in [0, 1] and half the width of its 95 % confidence interval.</summary>
    internal sealed record Measure(double Accuracy, double Ci95)
    {
        /// <summary>Rounds what was measured to what it is worth.</summary>
        public static Measure Of(Accuracy accuracy) => new(Math.Round(accuracy.Mean, 4), Math.Round(accuracy.Ci95, 4));

        /// <summary>Whether this accuracy is above another outside both intervals.</summary>
        public bool IsClearlyAbove(Measure other) => Accuracy - Ci95 > other.Accuracy + other.Ci95;

        /// <inheritdoc/>
        public override string ToString() => $"{100 * Accuracy:F1} ± {100 * Ci95:F1} %";
    }

    /// <summary>Seconds of training, of measuring accuracies, and of everything.</summary>
    internal sealed record Durations(double Train, double Evaluate, double Total);
}
