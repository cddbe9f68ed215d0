using Vhe.Networks.Training;

namespace PaperExperiments.Images;

/// <summary>A line about the training of a model now and then.</summary>
/// <param name="name">The model.</param>
internal sealed class TrainingLines(string name) : IProgress<TrainingProgress>
{
    /// <inheritdoc/>
    public void Report(TrainingProgress value) => Console.Out.WriteLine(
        $"{name}: {100 * value.Fraction:F0} %, step {value.Step}, bound {value.Elbo:F2}, "
        + $"{string.Join(", ", value.Kl.Select(kl => $"KL({kl.Key}) {kl.Value:F2}"))}, {value.ImagesPerSecond:F0} images/s");
}
