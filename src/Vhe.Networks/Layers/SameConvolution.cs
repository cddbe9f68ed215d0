using TorchSharp.Modules;
using Vhe.Networks.Distributions;

namespace Vhe.Networks.Layers;

/// <summary>A convolution with a kernel of any size whose output is as large as its input: an even kernel's odd zero goes below
/// and right.</summary>
internal sealed class SameConvolution : Layer
{
    // The direct way costs the square of the kernel: at 28 it loses. Where in between they are equal depends on the machine.
    private const long LargeKernel = 8;

    private readonly Compute _compute;

    /// <summary>Creates a convolution with PyTorch's default starting values.</summary>
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
    public override Tensor forward(Tensor input)
    {
        if (Weight.shape[2] >= LargeKernel)
            return ByFourier(input, Weight, Bias, Center);

        var (before, after) = (Center, Weight.shape[2] - 1 - Center);
        var padded = nn.functional.pad(input, (before, after, before, after)).to(_compute.Type);
        return nn.functional.conv2d(padded, Convolution.ChannelsLast(Weight.to(_compute.Type)), Bias.to(_compute.Type)).to(float32);
    }

    /// <summary>
    /// What <c>conv2d</c> over the zero-padded input computes, by the convolution theorem: a product of Fourier transforms, whose cost
    /// hardly depends on the size of the kernel. For few channels in: the product holds numbers for each image, channel out and
    /// channel in at once. Of the kernel's zeros <paramref name="before"/> go above and left of the input.
    /// </summary>
    internal static Tensor ByFourier(Tensor input, Tensor weight, Tensor bias, long before)
    {
        var (height, width, kernel) = (input.shape[2], input.shape[3], weight.shape[2]);

        // Nothing wraps round where there is room for both; multiples of 8 transform fast.
        long[] size = [RoundUp(height + kernel - 1), RoundUp(width + kernel - 1)];
        var spectrum = fft.rfft2(input, size).unsqueeze(1) * fft.rfft2(weight.flip(2, 3), size).unsqueeze(0);
        var full = fft.irfft2(spectrum.sum(2), size);
        var first = kernel - 1 - before;
        return full.narrow(2, first, height).narrow(3, first, width).Plus(bias.view(1, -1, 1, 1));
    }

    private static long RoundUp(long value) => (value + 7) / 8 * 8;
}
