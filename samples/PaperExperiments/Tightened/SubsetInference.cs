using Vhe.Networks;
using Vhe.Networks.Distributions;
using Vhe.Networks.Layers;
using Vhe.Networks.Models;
using static TorchSharp.torch;

namespace PaperExperiments.Tightened;

/// <summary>
/// r(D; c, X) of the tightened bound (section 6.1): guesses from the class latent c which elements of the class it was inferred
/// from. The product over i of r(d_i; c, X), each proportional to exp(f(c) . xi_d) among the elements d that are not yet drawn,
/// with f linear and an embedding xi_d of every element.
/// </summary>
/// <remarks>
/// The paper leaves open over what r is a distribution. D is drawn in an order and without replacement, so here both r and q'
/// are distributions over sequences of distinct elements, and sum to 1 over them. A softmax over all of X for each d_i would sum
/// to less: it spends probability on repetitions, and where it knows nothing the bound would be below the plain one.
/// A linear f is enough for one element and Gaussians q(c; D) of one variance: log q(c; d) is then linear in c, up to a term that
/// all d share, and r can be the exact posterior of D.
/// Not thread-safe while it is trained.
/// </remarks>
internal sealed class SubsetInference : Network
{
    private readonly Linear _f;
    private readonly TorchSharp.Modules.Parameter _embeddings;
    private readonly Tensor _sizes;

    /// <summary>Creates an r that knows nothing yet: all D are as likely, and the bound is the plain one.</summary>
    public SubsetInference(IReadOnlyList<int> classSizes, long embeddingLength, int dimensions, long seed, Device? device = null)
        : base(nameof(SubsetInference))
    {
        ClassSizes = new ClassSizes(classSizes);
        OptionRange.Check(nameof(embeddingLength), embeddingLength, 1);
        OptionRange.Check(nameof(dimensions), dimensions, 1, 4096);
        using var scope = NewDisposeScope();
        using var noise = new SeededGenerator(seed, device);
        _f = new Linear(embeddingLength, dimensions, noise);
        _embeddings = Initial.Zeros(noise, ClassSizes.Count, ClassSizes.Most, dimensions);
        _sizes = ClassSizes.ToTensor(noise.Device);
        register_module("f", _f);
        register_parameter("embeddings", _embeddings);
        register_buffer("sizes", _sizes);
        VariationalHomoencoder.Detach(this);
    }

    /// <summary>The classes whose elements have embeddings.</summary>
    internal ClassSizes ClassSizes { get; }

    /// <summary>r(D; c, X).</summary>
    internal PlackettLuce Given(Tensor c, Tensor classes)
    {
        var logits = (_embeddings.index_select(0, classes) * _f.call(c.flatten(1)).unsqueeze(1)).sum(2);
        return PlackettLuce.Over(logits, _sizes.index_select(0, classes));
    }

    /// <summary>q'(D; X) of Algorithm 1: every sequence of distinct elements is as likely.</summary>
    internal PlackettLuce Uniform(Tensor classes) => PlackettLuce.Over(
        zeros(classes.shape[0], ClassSizes.Most, device: classes.device), _sizes.index_select(0, classes));
}
