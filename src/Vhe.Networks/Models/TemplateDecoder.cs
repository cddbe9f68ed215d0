using Vhe.Networks.Distributions;
using Vhe.Networks.Layers;

namespace Vhe.Networks.Models;

/// <summary>
/// p(x | c, t) (section 6.4.3): an affine map from t moves the template c, convolutions turn it into features, and a gated
/// PixelCNN draws the image under them. With styles (section 4.3), p(x | c, s, t): what the convolutions see at each place is the
/// outer product of the style s and the moved template. The PixelCNN is autoregressive over space only; the channels of a pixel are
/// drawn together.
/// </summary>
internal sealed class TemplateDecoder : Decoder
{
    private readonly PixelCnnVheOptions _options;
    private readonly StyleOptions? _style;
    private readonly Compute _compute;
    private readonly Linear _affine;
    private readonly ConvolutionStack _stack;

    public TemplateDecoder(PixelCnnVheOptions options, Compute compute, SeededGenerator noise)
        : base(nameof(TemplateDecoder))
    {
        (_options, _style, _compute) = (options, options.Style, compute);
        var hidden = options.HiddenChannels;
        _affine = SpatialTransformer.AffineFrom(options.TransformDimensions, noise);
        _stack = new ConvolutionStack(
            (_style?.StyleDimensions ?? 1) * options.TemplateChannels, hidden, options.DecoderLayers, noise);
        if (_style is null)
        {
            PixelCnn = new GatedPixelCnn(channels: 1, hidden, hidden, noise);
        }
        else
        {
            var parameters = DiscretizedLogistics.ParameterCount(_style.Components, _style.Channels);
            PixelCnn = new GatedPixelCnn(_style.Channels, hidden, hidden, noise, parameters);
            Initial.Change(PixelCnn.Output.Bias!, bias => SpreadComponents(bias, _style.Components, _style.Channels));
        }

        register_module("affine", _affine);
        register_module("stack", _stack);
        register_module("pixelcnn", PixelCnn);
    }

    public GatedPixelCnn PixelCnn { get; }

    /// <summary>log p(x | ...); with styles, of x rounded to the levels.</summary>
    public override Tensor LogLikelihood(Tensor x, IReadOnlyList<Tensor> latents)
    {
        if (_style is null)
            return new Bernoulli(PixelCnn.call(x, Features(latents, _compute.Type))).LogProbability(x);

        // The PixelCNN sees the rounded image as well: only so do the probabilities of all images sum to 1.
        var rounded = DiscretizedLogistics.Quantize(x, _style.Levels);
        return Pixels(PixelCnn.call(rounded, Features(latents, _compute.Type)), _style).LogProbability(rounded);
    }

    public override Tensor Sample(IReadOnlyList<Tensor> latents, SeededGenerator noise, double temperature)
    {
        using var scope = NewDisposeScope();
        var uniforms = noise.Uniform(
            _options.Height * _options.Width, latents[0].shape[0], _style is null ? 1 : 1 + _style.Channels);
        var features = Features(latents, float32);
        var images = _style is null
            ? PixelCnn.Sample(features, uniforms, temperature)
            : PixelCnn.Sample(features, uniforms, (parameters, u) => Pixels(parameters, _style).Sample(u, temperature));
        return images.MoveToOuterDisposeScope();
    }

    /// <summary>y, the features of every pixel, [N, hidden, H, W], of c [N, C, H, W], s [N, S] where there are styles, and t [N, T].
    /// </summary>
    internal Tensor Features(IReadOnlyList<Tensor> latents, ScalarType precision)
    {
        var moved = SpatialTransformer.Transform(latents[0], _affine.call(latents[^1]));

        // s x c_ij: [N, S, 1, 1, 1] * [N, 1, C, H, W].
        var seen = _style is null
            ? moved
            : (latents[1].unsqueeze(2).unsqueeze(3).unsqueeze(4) * moved.unsqueeze(1)).flatten(1, 2);
        return _stack.call(seen.to(precision));
    }

    private static DiscretizedLogistics Pixels(Tensor parameters, StyleOptions style)
        => DiscretizedLogistics.From(parameters, style.Components, style.Channels, style.Levels);

    /// <summary>The components start from paper to ink, wide enough to reach each other: from one place they would not part.</summary>
    private static void SpreadComponents(Tensor bias, int components, int channels)
    {
        var places = NumberTensor.Range(components, float32, bias.device).Plus(0.5).DividedBy(components);
        bias.zero_();
        bias.narrow(0, components, components * channels).copy_(places.repeat_interleave(channels));
        bias.narrow(0, components * (1 + channels), components * channels).FillInPlace(-Math.Log(2 * components));
    }
}
