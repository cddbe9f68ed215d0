using Vhe.Networks.Training;

namespace Quickstart;

/// <summary>Shows how the training goes.</summary>
internal sealed class TrainingDisplay(ConsoleBar bar) : IProgress<TrainingProgress>
{
    /// <inheritdoc/>
    public void Report(TrainingProgress value) => bar.Show(
        value.Fraction,
        value.Remaining,
        $"bound {value.Elbo:F1}   reconstruction {value.Reconstruction:F1}   KL(c) {value.Kl["c"]:F1}   KL(t) {value.Kl["t"]:F1} nats   "
        + $"{value.ImagesPerSecond:F0} images/s");
}
