using Vhe.Networks.Distributions;
using Vhe.Networks.Layers;

namespace Vhe.Networks.Models;

/// <summary>
/// The Gaussian of a vector from images: a pooling tower sees every element, and what it says of them is averaged. With groups of
/// one element it is q(t; x) (section 6.4.3): how this element was drawn, apart from its class. With the elements of a style it
/// is q(s; D) (section 4.3).
/// </summary>
internal sealed class PoolingEncoder : Encoder
{
    private const double MinimumLogVariance = -8;
    private const double MaximumLogVariance = 4;

    private readonly PoolingTower _tower;

    /// <summary>Creates the encoder.</summary>
    public PoolingEncoder(
        ImageShape shape,
        long hidden,
        long dimensions,
        Compute compute,
        SeededGenerator noise,
        double startMean = 0,
        double startLogVariance = 0)
        : base(nameof(PoolingEncoder))
    {
        _tower = new PoolingTower(shape, hidden, 2 * dimensions, compute, noise);
        Initial.Change(_tower.Output.Weight, w => w.TimesInPlace(0.3));
        Initial.Change(_tower.Output.Bias, b =>
        {
            b.narrow(0, 0, dimensions).FillInPlace(startMean);
            b.narrow(0, dimensions, dimensions).FillInPlace(startLogVariance);
        });
        register_module("tower", _tower);
    }

    public override DiagonalGaussian Infer(Tensor support, IReadOnlyList<Tensor> parents)
    {
        // The tower ends in a linear layer: the mean of its outputs is the layer's output at the mean of the features.
        var outputs = _tower.call(support.flatten(0, 1)).view(support.shape[0], support.shape[1], -1).mean([1]);
        var halves = outputs.chunk(2, 1);
        return new DiagonalGaussian(halves[0], halves[1].ClampedTo(MinimumLogVariance, MaximumLogVariance));
    }
}
