using Vhe.Networks.Distributions;
using Vhe.Networks.Layers;
using static TorchSharp.torch;

namespace Vhe.Networks.Models.Factorial;

/// <summary>
/// p(x | c, s, t) (section 4.3): as in the model without styles an affine map from t moves the template c, convolutions turn it
/// into features, and a gated PixelCNN draws the image under them; but what the convolutions see at each place is the outer
/// product of the style s and the moved template. The PixelCNN is autoregressive over space only; the channels of a pixel are
/// drawn together.
/// </summary>
internal sealed class FactorialDecoder : Decoder
{
    private readonly FactorialVheOptions _options;
    private readonly Compute _compute;
    private readonly Linear _affine;
    private readonly ConvolutionStack _stack;

    /// <summary>Creates the decoder.</summary>
    /// <param name="options">The sizes.</param>
    /// <param name="compute">What the convolutions compute in.</param>
    /// <param name="noise">Where the starting values come from.</param>
    public FactorialDecoder(FactorialVheOptions options, Compute compute, SeededGenerator noise)
        : base(nameof(FactorialDecoder))
    {
        var (sizes, hidden) = (options.PixelCnn, options.PixelCnn.HiddenChannels);
        _options = options;
        _compute = compute;
        _affine = SpatialTransformer.AffineFrom(sizes.TransformDimensions, noise);
        _stack = new ConvolutionStack(options.StyleDimensions * sizes.TemplateChannels, hidden, sizes.DecoderLayers, noise);
        var parameters = DiscretizedLogistics.ParameterCount(options.Components, options.Channels);
        PixelCnn = new GatedPixelCnn(options.Channels, hidden, hidden, noise, parameters);
        Initial.Change(PixelCnn.Output.Bias!, SpreadComponents);
        register_module("affine", _affine);
        register_module("stack", _stack);
        register_module("pixelcnn", PixelCnn);
    }

    /// <summary>The network that draws.</summary>
    public GatedPixelCnn PixelCnn { get; }

    /// <summary>log p(x | c, s, t) of x rounded to the levels.</summary>
    /// <inheritdoc/>
    public override Tensor LogLikelihood(Tensor x, IReadOnlyList<Tensor> latents)
    {
        // The PixelCNN sees the rounded image as well: only so do the probabilities of all images sum to 1.
        var rounded = DiscretizedLogistics.Quantize(x, _options.Levels);
        return Pixels(PixelCnn.call(rounded, Features(latents, _compute.Type))).LogProbability(rounded);
    }

    /// <inheritdoc/>
    public override Tensor Sample(IReadOnlyList<Tensor> latents, SeededGenerator noise, double temperature)
    {
        using var scope = NewDisposeScope();
        var pixels = _options.PixelCnn.Height * _options.PixelCnn.Width;
        var uniforms = noise.Uniform(pixels, latents[0].shape[0], 1 + _options.Channels);
        return PixelCnnSampler.Sample(
            PixelCnn, Features(latents, float32), uniforms, (parameters, u) => Pixels(parameters).Sample(u, temperature))
            .MoveToOuterDisposeScope();
    }

    /// <summary>y: the features of every pixel, [N, hidden, H, W].</summary>
    /// <param name="latents">c [N, C, H, W], s [N, S] and t [N, T].</param>
    /// <param name="precision">The type to compute in.</param>
    internal Tensor Features(IReadOnlyList<Tensor> latents, ScalarType precision)
    {
        var moved = SpatialTransformer.Transform(latents[0], _affine.call(latents[2]));

        // s x c_ij: [N, S, 1, 1, 1] * [N, 1, C, H, W].
        var product = latents[1].unsqueeze(2).unsqueeze(3).unsqueeze(4) * moved.unsqueeze(1);
        return _stack.call(product.flatten(1, 2).to(precision));
    }

    private DiscretizedLogistics Pixels(Tensor parameters) =>
        DiscretizedLogistics.From(parameters, _options.Components, _options.Channels, _options.Levels);

    /// <summary>The components start from paper to ink, wide enough to reach each other: from one place they would not
    /// part.</summary>
    private void SpreadComponents(Tensor bias)
    {
        var (components, channels) = (_options.Components, _options.Channels);
        var places = NumberTensor.Range(components, float32, bias.device).Plus(0.5).DividedBy(components);
        bias.zero_();
        bias.narrow(0, components, components * channels).copy_(places.repeat_interleave(channels));
        bias.narrow(0, components * (1 + channels), components * channels).FillInPlace(-Math.Log(2 * components));
    }
}
