using System.Globalization;
using Microsoft.ML;
using Microsoft.ML.Runtime;
using Vhe.Networks.Training;

namespace Vhe.MLNet;

/// <summary>
/// Writes the progress of a training run to <c>MLContext.Log</c>, one line a report: an
/// <see cref="VariationalHomoencoderEstimator.Options.Progress"/>. Thread-safe.
/// </summary>
/// <param name="mlContext">The context whose log is written.</param>
public sealed class TrainingProgressLog(MLContext mlContext) : IProgress<TrainingProgress>
{
    // With a seed of its own: to make one up would move the context's random numbers on.
    private readonly IHost _host =
        ((IHostEnvironment)(mlContext ?? throw new ArgumentNullException(nameof(mlContext)))).Register("Vhe", seed: 0);

    /// <summary>Writes a line.</summary>
    /// <param name="value">How the run goes.</param>
    public void Report(TrainingProgress value)
    {
        ArgumentNullException.ThrowIfNull(value);
        using var channel = _host.Start("Training");
        channel.Info(MessageSensitivity.None, "{0}", Line(value));
    }

    private static string Line(TrainingProgress value)
    {
        var culture = CultureInfo.InvariantCulture;
        var terms = string.Join(", ", value.Kl.Select(item => string.Create(culture, $"KL of {item.Key} {item.Value:F1}")));
        var own = value.LogClassProbability is { } nats ? string.Create(culture, $"own class {nats:F3} nats, ") : "";
        return string.Create(
            culture,
            $"step {value.Step}, {100 * value.Fraction:F0} % done, {value.Remaining.TotalMinutes:F1} min left: bound "
            + $"{value.Elbo:F1} nats an image (reconstruction {value.Reconstruction:F1}, {terms}), "
            + $"{own}{value.ImagesPerSecond:F0} images/s, learning rate {value.LearningRate:G3}, roll-backs {value.RollBacks}");
    }
}
