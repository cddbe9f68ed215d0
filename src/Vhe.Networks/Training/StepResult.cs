namespace Vhe.Networks.Training;

/// <summary>What one training step measured: means over its targets, in nats.</summary>
/// <param name="Elbo">The bound with the full KL.</param>
/// <param name="Reconstruction">log p(x | latents).</param>
/// <param name="Kl">KL of each latent variable, not divided.</param>
/// <param name="GradientNorm">Before clipping.</param>
/// <param name="Images">How many targets.</param>
internal sealed record StepResult(double Elbo, double Reconstruction, double[] Kl, double GradientNorm, long Images)
{
    /// <summary>log p(k | x), where the run has a discriminative term.</summary>
    public double? LogClassProbability { get; init; }
}
