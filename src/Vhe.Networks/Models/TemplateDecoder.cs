using Vhe.Networks.Distributions;
using Vhe.Networks.Layers;
using static TorchSharp.torch;

namespace Vhe.Networks.Models;

/// <summary>
/// p(x | c, t) (section 6.4.3): an affine map from t moves the template c, convolutions turn it into features, and a gated
/// PixelCNN draws the image under them.
/// </summary>
internal sealed class TemplateDecoder : Decoder
{
    private readonly PixelCnnVheOptions _options;
    private readonly Compute _compute;
    private readonly Linear _affine;
    private readonly ConvolutionStack _stack;

    /// <summary>Creates the decoder.</summary>
    /// <param name="options">The sizes.</param>
    /// <param name="compute">What the convolutions compute in.</param>
    /// <param name="noise">Where the starting values come from.</param>
    public TemplateDecoder(PixelCnnVheOptions options, Compute compute, SeededGenerator noise)
        : base(nameof(TemplateDecoder))
    {
        _options = options;
        _compute = compute;
        _affine = SpatialTransformer.AffineFrom(options.TransformDimensions, noise);
        _stack = new ConvolutionStack(options.TemplateChannels, options.HiddenChannels, options.DecoderLayers, noise);
        PixelCnn = new GatedPixelCnn(channels: 1, options.HiddenChannels, options.HiddenChannels, noise);
        register_module("affine", _affine);
        register_module("stack", _stack);
        register_module("pixelcnn", PixelCnn);
    }

    /// <summary>The network that draws.</summary>
    public GatedPixelCnn PixelCnn { get; }

    /// <inheritdoc/>
    public override Tensor LogLikelihood(Tensor x, IReadOnlyList<Tensor> latents) =>
        new Bernoulli(PixelCnn.call(x, Features(latents, _compute.Type))).LogProbability(x);

    /// <inheritdoc/>
    public override Tensor Sample(IReadOnlyList<Tensor> latents, SeededGenerator noise, double temperature)
    {
        using var scope = NewDisposeScope();
        var uniforms = noise.Uniform(_options.Height * _options.Width, latents[0].shape[0], 1);
        return PixelCnnSampler.Sample(PixelCnn, Features(latents, float32), uniforms, temperature).MoveToOuterDisposeScope();
    }

    /// <summary>y: the features of every pixel, [N, hidden, H, W].</summary>
    /// <param name="latents">c [N, C, H, W] and t [N, T].</param>
    /// <param name="precision">The type to compute in.</param>
    internal Tensor Features(IReadOnlyList<Tensor> latents, ScalarType precision)
    {
        var moved = SpatialTransformer.Transform(latents[0], _affine.call(latents[1]));
        return _stack.call(moved.to(precision));
    }
}
