using static TorchSharp.torch;

namespace Vhe.Networks.Layers;

/// <summary>
/// Draws images from a <see cref="GatedPixelCnn"/> in raster order. The first layer sees only earlier pixels, so each of its
/// pixels is computed once; a pixel of the image costs two small matrix products instead of a whole forward pass.
/// </summary>
internal static class PixelCnnSampler
{
    /// <summary>Draws one binary image for each row of features.</summary>
    /// <param name="network">The network.</param>
    /// <param name="features">[N, features, H, W], float32: y.</param>
    /// <param name="uniforms">[H * W, N, C], in [0, 1): a pixel is ink where its number lies below the probability of ink.</param>
    /// <param name="temperature">Divides the logits; positive.</param>
    /// <returns>[N, C, H, W], 0 or 1.</returns>
    public static Tensor Sample(GatedPixelCnn network, Tensor features, Tensor uniforms, double temperature) =>
        Sample(network, features, uniforms, (logits, u) => u.lt(logits.DividedBy(temperature).sigmoid()).to(float32));

    /// <summary>Draws one image for each row of features.</summary>
    /// <param name="network">The network.</param>
    /// <param name="features">[N, features, H, W], float32: y.</param>
    /// <param name="uniforms">[H * W, N, U], in [0, 1): all the randomness there is.</param>
    /// <param name="draw">Draws one pixel [N, C] of all images from the parameters [N, P] of its distribution and its numbers
    /// [N, U].</param>
    /// <returns>[N, C, H, W].</returns>
    public static Tensor Sample(GatedPixelCnn network, Tensor features, Tensor uniforms, Func<Tensor, Tensor, Tensor> draw)
    {
        using var scope = NewDisposeScope();
        var (count, height, width) = (features.shape[0], features.shape[2], features.shape[3]);
        var condition1 = PerPixel(network.Condition1.call(features));
        var condition2 = PerPixel(network.Condition2.call(features));
        var (past, hidden) = (new PixelMap(network.Past), new PixelMap(network.Hidden));
        var (output, bias) = (network.Output.Weight.flatten(1).t().contiguous(), network.Output.Bias!);

        var image = new RasterImage(height, width, zeros(count, network.Past.Weight.shape[1], device: features.device));
        var first = new RasterImage(height, width, zeros(count, output.shape[0], device: features.device));
        var index = 0;
        foreach (var (row, column) in image.Pixels())
        {
            using var pixel = NewDisposeScope();
            first[row, column] = GatedPixelCnn.Gate(past.At(image, row, column).Plus(condition1[index]))
                .MoveToOuterDisposeScope();
            var second = GatedPixelCnn.Gate(hidden.At(first, row, column).Plus(condition2[index]));
            var parameters = bias.addmm(nn.functional.relu(second), output);
            image[row, column] = draw(parameters, uniforms[index]).MoveToOuterDisposeScope();
            index++;
        }

        return image.ToTensor().MoveToOuterDisposeScope();
    }

    /// <summary>[N, C, H, W] to [N, C] for each pixel in raster order.</summary>
    private static Tensor[] PerPixel(Tensor maps) => [.. maps.flatten(2).permute(2, 0, 1).contiguous().unbind(0)];
}
