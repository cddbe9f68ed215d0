using static TorchSharp.torch;

namespace Vhe.Networks.Objectives;

/// <summary>The two kinds of terms of the bound on log p(x) (Eq. 9, 13, 15), one row for each target x.</summary>
/// <param name="LogLikelihood">[N], log p(x | latents), in nats.</param>
/// <param name="Kl">For each latent variable [N]: KL(q || p) of the group that x is in, in nats, not divided;
/// in a <see cref="TightenedElbo"/>, that of the class is less log r - log q' (Eq. 21).</param>
/// <param name="Share">For each latent variable [N]: how many elements share that KL: |X|, or |D| (<see cref="Objective"/>).</param>
public sealed record ElboTerms(Tensor LogLikelihood, IReadOnlyList<Tensor> Kl, IReadOnlyList<Tensor> Share)
{
    /// <summary>For each latent variable [N, ...]: the sample of it that each target was decoded by; none where the source of the
    /// terms does not keep them.</summary>
    public IReadOnlyList<Tensor> Samples { get; init; } = [];

    /// <summary>log p(x | latents) - weight * sum over the latents of KL / share.</summary>
    /// <param name="klWeight">1 for the bound itself; less while the KL is warmed up.</param>
    /// <returns>[N], in nats.</returns>
    public Tensor Elbo(double klWeight = 1)
    {
        var bound = LogLikelihood;
        for (var i = 0; i < Kl.Count; i++)
        {
            bound -= Kl[i].Times(klWeight) / Share[i];
        }

        return bound;
    }
}
