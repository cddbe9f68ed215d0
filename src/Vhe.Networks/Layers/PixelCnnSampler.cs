using static TorchSharp.torch;

namespace Vhe.Networks.Layers;

/// <summary>
/// Draws images from a <see cref="GatedPixelCnn"/> in raster order. The first layer sees only earlier pixels, so each of its
/// pixels is computed once; a pixel of the image costs two small matrix products instead of a whole forward pass.
/// </summary>
internal static class PixelCnnSampler
{
    /// <summary>Draws one image for each row of features.</summary>
    /// <param name="network">The network.</param>
    /// <param name="features">[N, features, H, W], float32: y.</param>
    /// <param name="uniforms">[H * W, N, C], in [0, 1): a pixel is ink where its number lies below the probability of ink.</param>
    /// <param name="temperature">Divides the logits; positive.</param>
    /// <returns>[N, C, H, W], 0 or 1.</returns>
    public static Tensor Sample(GatedPixelCnn network, Tensor features, Tensor uniforms, double temperature)
    {
        using var scope = NewDisposeScope();
        var (count, height, width) = (features.shape[0], features.shape[2], features.shape[3]);
        var condition1 = PerPixel(network.Condition1.call(features));
        var condition2 = PerPixel(network.Condition2.call(features));
        var (past, hidden) = (new PixelMap(network.Past), new PixelMap(network.Hidden));
        var (output, bias) = (network.Output.Weight.flatten(1).t().contiguous(), network.Output.Bias!);

        var image = new RasterImage(height, width, zeros(count, uniforms.shape[2], device: features.device));
        var first = new RasterImage(height, width, zeros(count, output.shape[0], device: features.device));
        var index = 0;
        foreach (var (row, column) in image.Pixels())
        {
            using var pixel = NewDisposeScope();
            first[row, column] = GatedPixelCnn.Gate(past.At(image, row, column) + condition1[index]).MoveToOuterDisposeScope();
            var second = GatedPixelCnn.Gate(hidden.At(first, row, column) + condition2[index]);
            var logits = bias.addmm(nn.functional.relu(second), output);
            var ink = uniforms[index].lt((logits / temperature).sigmoid());
            image[row, column] = ink.to(float32).MoveToOuterDisposeScope();
            index++;
        }

        return image.ToTensor().MoveToOuterDisposeScope();
    }

    /// <summary>[N, C, H, W] to [N, C] for each pixel in raster order.</summary>
    private static Tensor[] PerPixel(Tensor maps) => [.. maps.flatten(2).permute(2, 0, 1).contiguous().unbind(0)];
}
