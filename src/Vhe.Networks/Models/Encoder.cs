using Vhe.Networks.Distributions;
using static TorchSharp.torch;

namespace Vhe.Networks.Models;

/// <summary>An inference network q(latent; D, parents): sees a few elements of a group, gives a Gaussian over its latent
/// variable.</summary>
/// <param name="name">The module's name.</param>
public abstract class Encoder(string name) : Network(name)
{
    /// <summary>Whether the posterior depends on the parents; where not, callers may leave them out. An encoder that reads them
    /// says so here.</summary>
    public virtual bool ReadsParents => false;

    /// <summary>Infers the posterior of every group from its support set.</summary>
    /// <param name="support">[G, S, C, H, W]: S elements of each of G groups, in [0, 1].</param>
    /// <param name="parents">The values [G, ...] of the latent variables before this one, for the groups' own groups.</param>
    /// <returns>G Gaussians.</returns>
    public abstract DiagonalGaussian Infer(Tensor support, IReadOnlyList<Tensor> parents);

    /// <summary>Infers the posterior of every group from a part of its support set: sample dropout, where the encoder can.
    /// </summary>
    /// <param name="support">[G, S, C, H, W], in [0, 1].</param>
    /// <param name="kept">[G, S], float32: 1 for the elements that are seen, one in each group at least, and 0 for the others.
    /// </param>
    /// <param name="parents">The values [G, ...] of the latent variables before this one, for the groups' own groups.</param>
    /// <returns>G Gaussians.</returns>
    /// <exception cref="NotSupportedException">The encoder cannot leave elements out.</exception>
    public virtual DiagonalGaussian Infer(Tensor support, Tensor kept, IReadOnlyList<Tensor> parents) =>
        throw new NotSupportedException($"{GetName()} has no sample dropout.");
}
