using Vhe.Networks.Data;
using Vhe.Networks.Distributions;
using Vhe.Networks.Layers;

namespace Vhe.Networks.Models;

/// <summary>
/// A Variational Homoencoder (section 3): latent variables, each shared by a group of elements and inferred from a few of them,
/// and one decoder p(x | latents). An architecture is a choice of these networks; see <see cref="PixelCnnVhe"/>.
/// </summary>
/// <remarks>Safe for concurrent inference in evaluation mode; training is for one thread.</remarks>
internal class VariationalHomoencoder : Network
{
    /// <summary>Wires a model.</summary>
    public VariationalHomoencoder(IReadOnlyList<LatentVariable> latents, Decoder decoder, nn.Module? shared = null)
        : base(nameof(VariationalHomoencoder))
    {
        Latents = latents;
        Decoder = decoder;
        foreach (var latent in latents)
            register_module(latent.Symbol, latent);

        register_module("decoder", decoder);
        Shared = shared;
        if (shared is not null)
            register_module("shared", shared);
    }

    /// <summary>The latent variables in topological order, which is the decoder's.</summary>
    public IReadOnlyList<LatentVariable> Latents { get; }

    /// <summary>p(x | latents).</summary>
    public Decoder Decoder { get; }

    /// <summary>A network that several of the others use.</summary>
    internal nn.Module? Shared { get; }

    /// <summary>Wires a network whose starting values depend on the seed alone, and which outlives the scope it is made in.</summary>
    public static VariationalHomoencoder Create(
        long seed, Func<SeededGenerator, VariationalHomoencoder> wire, Device? device = null)
        => NativeCall.Guard("Creating the networks", () =>
        {
            using var scope = NewDisposeScope();
            using var noise = new SeededGenerator(seed, device);
            var network = wire(noise);
            Detach(network);
            return network;
        });

    /// <summary>Takes a module's weights and statistics out of the scope that they were made in, with which they would die.</summary>
    public static void Detach(nn.Module module)
    {
        foreach (var tensor in module.state_dict().Values)
            tensor.DetachFromDisposeScope();
    }

    /// <summary>
    /// The terms of the bound (Eq. 9, 12 and 13, in the general form of Eq. 15) for every target, each by one sample of the latents.
    /// </summary>
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
    public sealed override void register_module(string name, nn.Module submodule) => base.register_module(name, submodule);

    /// <summary>What the value of a latent variable costs a group: KL(q || p), unless a derived class bounds tighter.</summary>
    protected virtual Tensor Cost(LatentVariable latent, Groups groups, Tensor sample, Tensor kl) => kl;
}
