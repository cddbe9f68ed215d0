using TorchSharp.Modules;
using Vhe.Networks.Distributions;
using Vhe.Networks.Layers;
using static TorchSharp.torch;

namespace PaperExperiments.Deconvolutional;

/// <summary>A transposed convolution ("deconvolution") with a 2 x 2 kernel and stride 2: every pixel becomes four.</summary>
internal sealed class Upsampling : Layer
{
    private const long Factor = 2;

    private readonly Parameter _weight;
    private readonly Parameter _bias;

    /// <summary>Creates an upsampling with as many channels out as in.</summary>
    public Upsampling(long channels, SeededGenerator noise)
        : base(nameof(Upsampling))
    {
        // Each output pixel sees one input pixel: the fan-in is the channels.
        _weight = Initial.Uniform(noise, channels, channels, channels, Factor, Factor);
        _bias = Initial.Uniform(noise, channels, channels);
        register_parameter("weight", _weight);
        register_parameter("bias", _bias);
    }

    /// <summary>[B, channels, H, W] to [B, channels, 2 H, 2 W].</summary>
    public override Tensor forward(Tensor input)
        => nn.functional.conv_transpose2d(input, _weight, _bias, new[] { Factor, Factor });
}
