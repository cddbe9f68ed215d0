using Vhe.Networks.Distributions;
using Vhe.Networks.Layers;
using static TorchSharp.torch;

namespace PaperExperiments.Deconvolutional;

/// <summary>A convolution, or its transpose, then batch normalization and ELU: what the deconvolutional architecture is made
/// of.</summary>
internal sealed class EluBlock : Layer
{
    private readonly Layer _convolution;
    private readonly BatchNorm _norm;

    /// <summary>Creates a block.</summary>
    public EluBlock(Layer convolution, long channels, SeededGenerator noise)
        : base(nameof(EluBlock))
    {
        _convolution = convolution;
        _norm = new BatchNorm(channels, noise);
        register_module("convolution", _convolution);
        register_module("norm", _norm);
    }

    /// <summary>[B, C, H, W] to [B, channels, H', W'].</summary>
    public override Tensor forward(Tensor input) => _norm.call(_convolution.call(input)).Elu();
}
