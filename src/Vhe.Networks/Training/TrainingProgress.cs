using System.Globalization;

namespace Vhe.Networks.Training;

/// <summary>How a training run goes: means since the report before. All terms in nats for one image.</summary>
/// <param name="Step">Steps done.</param>
/// <param name="Fraction">The part of the run that is done, 0 to 1.</param>
/// <param name="Elapsed">Time trained, over all resumed parts.</param>
/// <param name="Remaining">Time left, estimated.</param>
/// <param name="ImagesPerSecond">Targets decoded and learned from in a second.</param>
/// <param name="Elbo">The bound on log p(x) (Eq. 12): reconstruction less each KL divided by its share; never positive.</param>
/// <param name="Reconstruction">log p(x | latents).</param>
/// <param name="Kl">KL(q || p) of each latent variable by its symbol, not divided.</param>
/// <param name="KlWeight">The weight of the KL terms now, 0.01 to 1.</param>
/// <param name="LearningRate">The learning rate now.</param>
/// <param name="GradientNorm">The norm of the gradient before clipping.</param>
/// <param name="RollBacks">How often the run was set back after a diverging step.</param>
public sealed record TrainingProgress(
    long Step,
    double Fraction,
    TimeSpan Elapsed,
    TimeSpan Remaining,
    double ImagesPerSecond,
    double Elbo,
    double Reconstruction,
    IReadOnlyDictionary<string, double> Kl,
    double KlWeight,
    double LearningRate,
    double GradientNorm,
    int RollBacks)
{
    /// <summary>The log-probability of a target's own class among its hard negatives, in nats; null where the run has no discriminative
    /// term.</summary>
    public double? LogClassProbability { get; init; }

    /// <summary>The report as one line of text, numbers in the invariant culture.</summary>
    /// <returns>For instance <c>step 1200, 40 %, 00:01:30 left: ELBO -85.31, reconstruction -62.10, KL(c) 210.44, KL(t) 9.83, 410 images/s
    /// </c>.</returns>
    public override string ToString()
    {
        var kl = string.Concat(Kl.Select(term => string.Create(CultureInfo.InvariantCulture, $"KL({term.Key}) {term.Value:F2}, ")));
        var own = LogClassProbability is { } value ? string.Create(CultureInfo.InvariantCulture, $"own class {value:F4}, ") : "";
        return string.Create(
            CultureInfo.InvariantCulture,
            $"step {Step}, {100 * Fraction:F0} %, {TimeSpan.FromSeconds(Math.Round(Remaining.TotalSeconds)):c} left: ELBO {Elbo:F2}, "
            + $"reconstruction {Reconstruction:F2}, {kl}{own}{ImagesPerSecond:F0} images/s");
    }
}
