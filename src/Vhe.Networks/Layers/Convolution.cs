using TorchSharp.Modules;
using Vhe.Networks.Distributions;
using static TorchSharp.torch;

namespace Vhe.Networks.Layers;

/// <summary>
/// A two-dimensional convolution that computes in the type of its input: float32 masters are cast to bfloat16 where the input is.
/// </summary>
internal sealed class Convolution : Layer
{
    private readonly long _padding;
    private readonly long _stride;

    /// <summary>Creates a convolution with PyTorch's default starting values.</summary>
    /// <param name="input">Channels in.</param>
    /// <param name="output">Channels out.</param>
    /// <param name="kernel">Height and width of the kernel.</param>
    /// <param name="padding">Zeros at each side.</param>
    /// <param name="noise">Where the starting values come from.</param>
    /// <param name="bias">Whether a bias is added.</param>
    /// <param name="stride">Every how many pixels it looks.</param>
    public Convolution(long input, long output, long kernel, long padding, SeededGenerator noise, bool bias = true, long stride = 1)
        : base(nameof(Convolution))
    {
        (_padding, _stride) = (padding, stride);
        var fanIn = input * kernel * kernel;
        Weight = Initial.Uniform(noise, fanIn, output, input, kernel, kernel);
        register_parameter("weight", Weight);
        if (bias)
        {
            Bias = Initial.Uniform(noise, fanIn, output);
            register_parameter("bias", Bias);
        }
    }

    /// <summary>[output, input, kernel, kernel].</summary>
    public Parameter Weight { get; }

    /// <summary>[output], or null.</summary>
    public Parameter? Bias { get; }

    /// <summary>[B, input, H, W] to [B, output, H', W'].</summary>
    /// <inheritdoc/>
    public override Tensor forward(Tensor input) =>
        nn.functional.conv2d(
            input,
            MemoryLayout.ChannelsLast(Weight.to(input.dtype)),
            Bias?.to(input.dtype),
            new[] { _stride, _stride },
            new[] { _padding, _padding });
}
