using Vhe.Networks.Distributions;
using Vhe.Networks.Models;
using static TorchSharp.torch;

namespace PaperExperiments.Deconvolutional;

/// <summary>
/// q(latent; D, parents) (Edwards and Storkey 2016, Appendix B): the shared features of every element of D beside the parents, a
/// layer, the mean over D, two layers more. Without parents it is their statistic network q(c; D), of one element with parents
/// their inference network q(z; x, c); section 6.5 takes the same form for q(a; D).
/// </summary>
internal sealed class StatisticEncoder : Encoder
{
    private const double MaximumLogVariance = 4;

    private readonly ImageEncoder _images;
    private readonly long _parents;
    private readonly DenseStack _each;
    private readonly DenseStack _all;
    private readonly GaussianOutput _output;

    /// <summary>Creates the encoder.</summary>
    public StatisticEncoder(ImageEncoder images, long parents, long dimensions, long hidden, SeededGenerator noise)
        : base(nameof(StatisticEncoder))
    {
        (_images, _parents) = (images, parents);
        _each = new DenseStack(images.Features + parents, hidden, depth: 1, noise);
        _all = new DenseStack(hidden, hidden, depth: 2, noise);
        _output = new GaussianOutput(hidden, dimensions, MaximumLogVariance, noise);
        register_module("each", _each);
        register_module("all", _all);
        register_module("output", _output);
    }

    public override bool ReadsParents => _parents > 0;

    public override DiagonalGaussian Infer(Tensor support, IReadOnlyList<Tensor> parents)
        => Posterior(Each(support, parents).mean([1]));

    /// <summary>The mean is over the elements that are kept; all are embedded.</summary>
    public override DiagonalGaussian Infer(Tensor support, Tensor kept, IReadOnlyList<Tensor> parents)
    {
        var weights = (kept / kept.sum(1, keepdim: true)).unsqueeze(2);
        return Posterior((Each(support, parents) * weights).sum(1));
    }

    /// <summary>What each element says, [G, S, hidden].</summary>
    private Tensor Each(Tensor support, IReadOnlyList<Tensor> parents)
    {
        var (groups, elements) = (support.shape[0], support.shape[1]);
        var features = _images.call(support.flatten(0, 1));
        if (ReadsParents)
            features = cat(new[] { features, cat(parents.ToArray(), 1).repeat_interleave(elements, 0) }, 1);

        return _each.call(features).view(groups, elements, -1);
    }

    private DiagonalGaussian Posterior(Tensor mean) => _output.Of(_all.call(mean));
}
