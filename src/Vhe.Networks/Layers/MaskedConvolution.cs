using TorchSharp.Modules;
using Vhe.Networks.Distributions;

namespace Vhe.Networks.Layers;

/// <summary>
/// A 3 x 3 convolution that cannot see the future: in raster order, only the pixels before the current one, or also the current
/// one. The mask is the same for all channels (section 6.4.3: autoregressive along only the spatial dimensions).
/// </summary>
internal sealed class MaskedConvolution : Layer
{
    private static readonly (int Row, int Column)[] Before = [(-1, -1), (-1, 0), (-1, 1), (0, -1)];

    private readonly Tensor _mask;

    /// <summary>Creates a masked convolution.</summary>
    public MaskedConvolution(long input, long output, bool seesCenter, SeededGenerator noise)
        : base(nameof(MaskedConvolution))
    {
        Taps = seesCenter ? [.. Before, (0, 0)] : Before;
        Weight = Initial.Normal(noise, 1 / Math.Sqrt(input * Taps.Count), output, input, 3, 3);
        Bias = Initial.Zeros(noise, output);
        _mask = tensor(MaskValues(Taps)).reshape(1, 1, 3, 3).to(noise.Device);
        register_parameter("weight", Weight);
        register_parameter("bias", Bias);
        register_buffer("mask", _mask);
    }

    /// <summary>The pixels that are seen, as offsets from the current one, in raster order.</summary>
    public IReadOnlyList<(int Row, int Column)> Taps { get; }

    /// <summary>[output, input, 3, 3]; the masked entries have no effect.</summary>
    public Parameter Weight { get; }

    /// <summary>[output].</summary>
    public Parameter Bias { get; }

    /// <summary>[B, input, H, W] to [B, output, H, W], in the type of the input.</summary>
    public override Tensor forward(Tensor input)
    {
        // The kernel's last row is masked whole: without it a third of the work is saved.
        var kernel = (Weight * _mask).narrow(2, 0, 2).to(input.dtype);
        var padded = nn.functional.pad(input, (0, 0, 1, 0));
        return nn.functional.conv2d(padded, Convolution.ChannelsLast(kernel), Bias.to(input.dtype), padding: [0, 1]);
    }

    /// <summary>The same map for one pixel at a time, [N, output]: only its live taps, gathered into one matrix product.</summary>
    public Func<RasterImage, long, long, Tensor> PerPixel()
    {
        var weight = cat(Taps.Select(tap => Weight.select(3, tap.Column + 1).select(2, tap.Row + 1)).ToArray(), 1).t().contiguous();
        return (image, row, column)
            => Bias.addmm(cat(Taps.Select(tap => image[row + tap.Row, column + tap.Column]).ToArray(), 1), weight);
    }

    private static float[] MaskValues(IEnumerable<(int Row, int Column)> taps)
    {
        var values = new float[9];
        foreach (var (row, column) in taps)
            values[((row + 1) * 3) + column + 1] = 1;

        return values;
    }
}
