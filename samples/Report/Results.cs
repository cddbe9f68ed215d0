using System.Text.Json;
using Vhe.Networks.Evaluation;

namespace Report;

/// <summary>The contents of results.json. Numbers of the training are null if a model was loaded.</summary>
/// <param name="FiveShot">Accuracy from five examples of each class.</param>
/// <param name="OneShot">Accuracy from one example of each class.</param>
/// <param name="PixelFiveShot">Accuracy of the nearest of five examples by pixels, on the same episodes.</param>
/// <param name="PixelOneShot">Accuracy of the nearest example by pixels, on the same episodes.</param>
/// <param name="ReloadEqual">Whether the saved model predicts the same in a new process, bit for bit.</param>
/// <param name="ImagesPerSecond">Speed of the training.</param>
/// <param name="Seconds">Durations.</param>
/// <param name="Ways">Classes to tell apart in an episode.</param>
/// <param name="Episodes">Episodes for each accuracy.</param>
/// <param name="BackgroundClasses">Classes that were trained on.</param>
/// <param name="NewClasses">Classes that episodes are drawn from.</param>
/// <param name="PipelineAccuracy">Accuracy of the saved classifier by ML.NET's evaluator.</param>
/// <param name="MillisecondsPerQuery">Time for one image file through the saved classifier.</param>
/// <param name="Preset">The size of the network that was trained: "tiny" or "paper".</param>
/// <param name="Parameters">Parameters of the network.</param>
/// <param name="Seed">The seed.</param>
/// <param name="Steps">Steps of training.</param>
/// <param name="Elbo">The ELBO at the end of training, nats an image.</param>
/// <param name="Reconstruction">log p(x | c, t) at the end of training, nats an image.</param>
/// <param name="KlC">KL(c) at the end of training, nats a class.</param>
/// <param name="KlT">KL(t) at the end of training, nats an image.</param>
internal sealed record Results(
    Results.Measure FiveShot,
    Results.Measure OneShot,
    Results.Measure PixelFiveShot,
    Results.Measure PixelOneShot,
    bool ReloadEqual,
    double? ImagesPerSecond,
    Results.Durations Seconds,
    int Ways,
    int Episodes,
    int? BackgroundClasses,
    int NewClasses,
    double PipelineAccuracy,
    double MillisecondsPerQuery,
    string? Preset,
    long Parameters,
    int Seed,
    long? Steps,
    double? Elbo,
    double? Reconstruction,
    double? KlC,
    double? KlT)
{
    private static readonly JsonSerializerOptions Format = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    /// <summary>Writes results.json.</summary>
    public void Save(string path) => File.WriteAllText(path, JsonSerializer.Serialize(this, Format) + "\n");

    /// <summary>An accuracy in [0, 1] and half the width of its 95 % confidence interval.</summary>
    internal sealed record Measure(double Accuracy, double Ci95)
    {
        public static Measure Of(Accuracy accuracy) => new(Math.Round(accuracy.Mean, 4), Math.Round(accuracy.Ci95, 4));

        /// <summary>Whether the two intervals are apart, this one above.</summary>
        public bool IsClearlyAbove(Measure other) => Accuracy - Ci95 > other.Accuracy + other.Ci95;

        public override string ToString() => $"{100 * Accuracy:F1} ± {100 * Ci95:F1} %";
    }

    /// <summary>Seconds of training, of measuring accuracies, and of everything.</summary>
    internal sealed record Durations(double Train, double Evaluate, double Total);
}
