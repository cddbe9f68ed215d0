using Vhe.Networks.Distributions;
using Vhe.Networks.Layers;
using static TorchSharp.torch;

namespace Vhe.Networks.Models;

/// <summary>q(t; x) (section 6.4.3): how this element was drawn, apart from its class.</summary>
internal sealed class TransformEncoder : Encoder
{
    private const double MinimumLogVariance = -8;
    private const double MaximumLogVariance = 4;

    private readonly PoolingTower _tower;

    /// <summary>Creates the encoder.</summary>
    /// <param name="options">The sizes.</param>
    /// <param name="compute">What the convolutions compute in.</param>
    /// <param name="noise">Where the starting values come from.</param>
    public TransformEncoder(PixelCnnVheOptions options, Compute compute, NoiseSource noise)
        : base(nameof(TransformEncoder))
    {
        _tower = new PoolingTower(
            options.ImageShape, options.TransformChannels, 2 * options.TransformDimensions, compute, noise);
        Initial.Change(_tower.Output.Weight, w => w.mul_(0.3));
        Initial.Change(_tower.Output.Bias, b => b.zero_());
        register_module("tower", _tower);
    }

    /// <inheritdoc/>
    public override DiagonalGaussian Infer(Tensor support, IReadOnlyList<Tensor> parents)
    {
        var halves = _tower.call(support.squeeze(1)).chunk(2, 1);
        return new DiagonalGaussian(halves[0], halves[1].clamp(MinimumLogVariance, MaximumLogVariance));
    }
}
