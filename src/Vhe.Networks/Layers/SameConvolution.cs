using TorchSharp.Modules;
using Vhe.Networks.Distributions;
using static TorchSharp.torch;

namespace Vhe.Networks.Layers;

/// <summary>A convolution with a kernel of any size whose output is as large as its input: an even kernel's odd zero goes below
/// and right.</summary>
internal sealed class SameConvolution : Layer
{
    // The direct way costs the square of the kernel: at 28 it loses. Where in between they are equal depends on the machine.
    private const long LargeKernel = 8;

    private readonly Compute _compute;

    /// <summary>Creates a convolution with PyTorch's default starting values.</summary>
    /// <param name="input">Channels in.</param>
    /// <param name="output">Channels out.</param>
    /// <param name="kernel">Height and width of the kernel.</param>
    /// <param name="compute">What a small kernel computes in; a large one computes in float32.</param>
    /// <param name="noise">Where the starting values come from.</param>
    public SameConvolution(long input, long output, long kernel, Compute compute, SeededGenerator noise)
        : base(nameof(SameConvolution))
    {
        _compute = compute;
        Weight = Initial.Uniform(noise, input * kernel * kernel, output, input, kernel, kernel);
        Bias = Initial.Uniform(noise, input * kernel * kernel, output);
        register_parameter("weight", Weight);
        register_parameter("bias", Bias);
    }

    /// <summary>[output, input, kernel, kernel].</summary>
    public Parameter Weight { get; }

    /// <summary>[output].</summary>
    public Parameter Bias { get; }

    /// <summary>Where the kernel's center is: how many zeros go above and left.</summary>
    public long Center => (Weight.shape[2] - 1) / 2;

    /// <summary>[B, input, H, W] to [B, output, H, W], float32.</summary>
    /// <inheritdoc/>
    public override Tensor forward(Tensor input)
    {
        if (Weight.shape[2] >= LargeKernel)
        {
            return FourierConvolution.Same(input, Weight, Bias, Center);
        }

        var (before, after) = (Center, Weight.shape[2] - 1 - Center);
        var padded = nn.functional.pad(input, (before, after, before, after)).to(_compute.Type);
        return nn.functional.conv2d(padded, MemoryLayout.ChannelsLast(Weight.to(_compute.Type)), Bias.to(_compute.Type)).to(float32);
    }
}
