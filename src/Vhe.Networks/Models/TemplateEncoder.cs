using Vhe.Networks.Distributions;
using Vhe.Networks.Layers;

namespace Vhe.Networks.Models;

/// <summary>
/// q(c; D) (section 6.4.3): a spatial transformer straightens every element, their mean is one image, and one convolution gives
/// the Gaussian of the template.
/// </summary>
internal sealed class TemplateEncoder : Encoder
{
    private const double MinimumLogVariance = -8;
    private const double MaximumLogVariance = 4;

    private readonly PoolingTower _localization;
    private readonly SameConvolution _convolution;

    /// <summary>Creates the encoder.</summary>
    public TemplateEncoder(PixelCnnVheOptions options, Compute compute, SeededGenerator noise)
        : base(nameof(TemplateEncoder))
    {
        var shape = options.ImageShape;
        _localization = new PoolingTower(shape, options.LocalizationChannels, 6, compute, noise);
        Initial.Change(_localization.Output.Weight, w => w.zero_());
        Initial.Change(_localization.Output.Bias, b => b.copy_(tensor(SpatialTransformer.Identity)));

        _convolution = new SameConvolution(shape.Channels, 2 * options.TemplateChannels, options.TemplateKernel, compute, noise);
        Initial.Change(_convolution.Weight, w => StartAsDelta(w, options.TemplateChannels, _convolution.Center, noise));
        Initial.Change(_convolution.Bias, b =>
        {
            b.zero_();
            b.narrow(0, options.TemplateChannels, options.TemplateChannels).FillInPlace(-1);
        });
        register_module("localization", _localization);
        register_module("convolution", _convolution);
    }

    public override DiagonalGaussian Infer(Tensor support, IReadOnlyList<Tensor> parents)
        => Template(Straightened(support).mean([1]));

    /// <summary>The mean is over the elements that are kept; all are straightened, as Edwards and Storkey embed all.</summary>
    public override DiagonalGaussian Infer(Tensor support, Tensor kept, IReadOnlyList<Tensor> parents)
    {
        var weights = (kept / kept.sum(1, keepdim: true)).view(kept.shape[0], kept.shape[1], 1, 1, 1);
        return Template((Straightened(support) * weights).sum(1));
    }

    private Tensor Straightened(Tensor support)
    {
        var elements = support.flatten(0, 1);
        return SpatialTransformer.Transform(elements, _localization.call(elements)).view(support.shape);
    }

    private DiagonalGaussian Template(Tensor mean)
    {
        var halves = _convolution.call(mean).chunk(2, 1);
        return new DiagonalGaussian(halves[0], halves[1].ClampedTo(MinimumLogVariance, MaximumLogVariance));
    }

    /// <summary>A copy of the image, the mean of its channels, in every channel, and a little noise: a purely random start learns
    /// much later.</summary>
    private static void StartAsDelta(Tensor weight, long channels, long center, SeededGenerator noise)
    {
        var kernel = weight.shape[2];
        weight.copy_(noise.Normal(weight.shape).Times(0.1 / kernel));
        var means = weight.narrow(0, 0, channels);
        means.select(3, center).select(2, center).PlusInPlace(noise.Normal(channels, 1).DividedBy(weight.shape[1]));
        weight.narrow(0, channels, channels).TimesInPlace(0.1);
    }
}
