using static TorchSharp.torch;

namespace Vhe.Networks.Layers;

/// <summary>
/// Convolution with large kernels by the convolution theorem: a product of Fourier transforms, whose cost hardly depends on the
/// size of the kernel. For few channels in: the product holds numbers for each image, channel out and channel in at once.
/// </summary>
internal static class FourierConvolution
{
    /// <summary>What <c>conv2d</c> over the zero-padded input computes, at the size of the input.</summary>
    /// <param name="input">[B, I, H, W], float32.</param>
    /// <param name="weight">[O, I, K, K], float32.</param>
    /// <param name="bias">[O].</param>
    /// <param name="before">How many of the K - 1 zeros go above and left of the input; the others go below and right.</param>
    /// <returns>[B, O, H, W], float32.</returns>
    public static Tensor Same(Tensor input, Tensor weight, Tensor bias, long before)
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
