using Vhe.Networks.Distributions;
using Vhe.Networks.Layers;

namespace Vhe.Networks.Models;

/// <summary>An inference network q(latent; D, parents): sees a few elements of a group, gives a Gaussian over its latent
/// variable.</summary>
internal abstract class Encoder(string name) : Network(name)
{
    /// <summary>Whether the posterior depends on the parents; where not, callers may leave them out. An encoder that reads them
    /// says so here.</summary>
    public virtual bool ReadsParents => false;

    /// <summary>Infers the posterior of every group from its support set.</summary>
    public abstract DiagonalGaussian Infer(Tensor support, IReadOnlyList<Tensor> parents);

    /// <summary>Infers the posterior of every group from a part of its support set: sample dropout, where the encoder can.
    /// </summary>
    /// <exception cref="NotSupportedException">The encoder cannot leave elements out.</exception>
    public virtual DiagonalGaussian Infer(Tensor support, Tensor kept, IReadOnlyList<Tensor> parents)
        => throw new NotSupportedException($"{GetName()} has no sample dropout.");
}
