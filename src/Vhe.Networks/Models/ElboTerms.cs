namespace Vhe.Networks.Models;

/// <summary>The two kinds of terms of the bound on log p(x) (Eq. 9, 13, 15), one row for each target x.</summary>
/// <param name="LogLikelihood">[N], log p(x | latents), in nats.</param>
/// <param name="Kl">For each latent variable [N]: KL(q || p) of the group that x is in, in nats, not divided.</param>
/// <param name="Share">For each latent variable [N]: how many elements share that KL: |X|, or |D| (<see cref="Objective"/>).</param>
internal sealed record ElboTerms(Tensor LogLikelihood, IReadOnlyList<Tensor> Kl, IReadOnlyList<Tensor> Share)
{
    /// <summary>For each latent variable [N, ...]: the sample of it that each target was decoded by; none where the source of the
    /// terms does not keep them.</summary>
    public IReadOnlyList<Tensor> Samples { get; init; } = [];

    /// <summary>log p(x | latents) - weight * sum over the latents of KL / share.</summary>
    public Tensor Elbo(double klWeight = 1)
    {
        var bound = LogLikelihood;
        for (var i = 0; i < Kl.Count; i++)
            bound -= Kl[i].Times(klWeight) / Share[i];

        return bound;
    }
}
