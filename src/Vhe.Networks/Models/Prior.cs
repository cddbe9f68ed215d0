using Vhe.Networks.Distributions;
using static TorchSharp.torch;

namespace Vhe.Networks.Models;

/// <summary>A prior p(latent | parents).</summary>
/// <param name="name">The module's name.</param>
public abstract class Prior(string name) : Network(name)
{
    /// <summary>Whether the prior depends on the parents; where not, callers may leave them out. A prior that reads them says so
    /// here.</summary>
    public virtual bool ReadsParents => false;

    /// <summary>
    /// The Gaussian of every dimension given the dimensions of <paramref name="value"/> before it. Their log-probability at
    /// <paramref name="value"/> is log p(value); their KL from a factorized q, in expectation over value from q, is KL(q || p).
    /// </summary>
    /// <param name="value">[G, ...], values of the latent variable.</param>
    /// <param name="parents">The values [G, ...] of the latent variables before this one.</param>
    /// <returns>G Gaussians of the same shape.</returns>
    public abstract DiagonalGaussian Given(Tensor value, IReadOnlyList<Tensor> parents);

    /// <summary>Draws values of the latent variable.</summary>
    /// <param name="count">How many.</param>
    /// <param name="parents">The values [count, ...] of the latent variables before this one.</param>
    /// <param name="noise">Where the randomness comes from.</param>
    /// <returns>[count, ...].</returns>
    public abstract Tensor Sample(long count, IReadOnlyList<Tensor> parents, SeededGenerator noise);
}
