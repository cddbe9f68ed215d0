using Vhe.Networks.Data;
using Vhe.Networks.Distributions;
using Vhe.Networks.Objectives;
using static TorchSharp.torch;

namespace Vhe.Networks.Models;

/// <summary>
/// A Variational Homoencoder (section 3): latent variables, each shared by a group of elements and inferred from a few of them,
/// and one decoder p(x | latents). An architecture is a choice of these networks; see <see cref="PixelCnnVhe"/>.
/// </summary>
/// <remarks>Safe for concurrent inference in evaluation mode; training is for one thread.</remarks>
public class VariationalHomoencoder : Network
{
    /// <summary>Wires a model.</summary>
    /// <param name="latents">The latent variables in topological order, parents first; the decoder takes them in this order.</param>
    /// <param name="decoder">p(x | latents).</param>
    /// <param name="shared">A network that several of the others use, if there is one. It is registered here and by none of them:
    /// registered twice, its weights would have two names.</param>
    public VariationalHomoencoder(IReadOnlyList<LatentVariable> latents, Decoder decoder, nn.Module? shared = null)
        : base(nameof(VariationalHomoencoder))
    {
        Latents = latents;
        Decoder = decoder;
        foreach (var latent in latents)
        {
            register_module(latent.Symbol, latent);
        }

        register_module("decoder", decoder);
        Shared = shared;
        if (shared is not null)
        {
            register_module("shared", shared);
        }
    }

    /// <summary>The latent variables in topological order, which is the decoder's.</summary>
    public IReadOnlyList<LatentVariable> Latents { get; }

    /// <summary>p(x | latents).</summary>
    public Decoder Decoder { get; }

    /// <summary>A network that several of the others use.</summary>
    internal nn.Module? Shared { get; }

    /// <summary>
    /// The terms of the bound (Eq. 9 and 13, in the general form of Eq. 15) for every target, each by one sample of the latents.
    /// </summary>
    /// <param name="batch">Supports and targets.</param>
    /// <param name="objective">Which elements share a KL.</param>
    /// <param name="noise">Where the samples come from.</param>
    /// <returns>One row for each target, differentiable.</returns>
    public virtual ElboTerms Elbo(GroupedBatch batch, Objective objective, SeededGenerator noise)
    {
        var values = new List<Tensor>();
        var kl = new List<Tensor>();
        var share = new List<Tensor>();
        foreach (var latent in Latents)
        {
            var groups = batch.For(latent.Grouping);
            var parents = values.ConvertAll(value => value.index_select(0, groups.First));
            var q = groups.Kept is null
                ? latent.Encoder.Infer(groups.Support, parents)
                : latent.Encoder.Infer(groups.Support, groups.Kept, parents);
            var sample = q.Sample(noise);
            var groupKl = Cost(latent, groups, sample, DiagonalGaussian.Kl(q, latent.Prior.Given(sample, parents)));
            var groupShare = objective.Rescale ? groups.Size : NumberTensor.FullLike(groups.Size, groups.Support.shape[1]);

            values.Add(sample.index_select(0, groups.Of));
            kl.Add(groupKl.index_select(0, groups.Of));
            share.Add(groupShare.index_select(0, groups.Of));
        }

        return new ElboTerms(Decoder.LogLikelihood(batch.Targets, values), kl, share) { Samples = values };
    }

    /// <summary>Registers a part; sealed, because constructors call it.</summary>
    /// <inheritdoc/>
    public sealed override void register_module(string name, nn.Module submodule) => base.register_module(name, submodule);

    /// <summary>What the value of a latent variable costs a group: KL(q || p), unless a derived class bounds tighter.</summary>
    /// <param name="latent">The latent variable.</param>
    /// <param name="groups">The groups.</param>
    /// <param name="sample">[G, ...], its values, drawn from q.</param>
    /// <param name="kl">[G], KL(q || p), in nats.</param>
    /// <returns>[G], in nats, differentiable.</returns>
    protected virtual Tensor Cost(LatentVariable latent, Groups groups, Tensor sample, Tensor kl) => kl;
}
