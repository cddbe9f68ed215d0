using Vhe.Networks.Distributions;
using Vhe.Networks.Layers;

namespace Vhe.Networks.Models;

/// <summary>A prior p(latent | parents).</summary>
internal abstract class Prior(string name) : Network(name)
{
    /// <summary>Whether the prior depends on the parents; where not, callers may leave them out. A prior that reads them says so
    /// here.</summary>
    public virtual bool ReadsParents => false;

    /// <summary>
    /// The Gaussian of every dimension given the dimensions of <paramref name="value"/> before it. Their log-probability at
    /// <paramref name="value"/> is log p(value); their KL from a factorized q, in expectation over value from q, is KL(q || p).
    /// </summary>
    public abstract DiagonalGaussian Given(Tensor value, IReadOnlyList<Tensor> parents);

    /// <summary>Draws values of the latent variable.</summary>
    public abstract Tensor Sample(long count, IReadOnlyList<Tensor> parents, SeededGenerator noise);
}
