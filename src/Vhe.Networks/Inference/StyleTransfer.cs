using Vhe.Networks.Data;
using Vhe.Networks.Distributions;
using Vhe.Networks.Models.Factorial;
using static TorchSharp.torch;

namespace Vhe.Networks.Inference;

/// <summary>Redraws a character in a style (section 4.3, Figure 8). Safe for concurrent use.</summary>
public static class StyleTransfer
{
    private const int ImagesPerBatch = 64;

    /// <summary>Draws new images x ~ p(x | c, s, t): c from q(c; D_c) of the content images, s from q(s; D_s) of the style
    /// images, t from its prior.</summary>
    /// <param name="model">A trained model.</param>
    /// <param name="content">D_c: one or more images of the character, in any styles.</param>
    /// <param name="style">D_s: one or more images in the style, of any characters.</param>
    /// <param name="count">How many images are wanted, 0 or more.</param>
    /// <param name="seed">The same seed gives the same images.</param>
    /// <param name="temperature">Divides the logits of every pixel: below 1 smoother, but more glyphs unfinished or blank;
    /// above 1 wilder; positive.</param>
    /// <returns><paramref name="count"/> images of the model's shape.</returns>
    /// <exception cref="ArgumentException">There is no content or no style image, or one is not of the model's shape or not in
    /// [0, 1]; the message says which.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The count is negative, or the temperature not positive.</exception>
    public static float[][] Draw(
        FactorialModel model,
        IReadOnlyList<float[]> content,
        IReadOnlyList<float[]> style,
        int count,
        long seed,
        double temperature = 1)
    {
        ArgumentNullException.ThrowIfNull(model);
        var contents = new GroupedImages(model.ImageShape, [new ImageClass("content", content)]).Classes[0].Images;
        var styles = new GroupedImages(model.ImageShape, [new ImageClass("style", style)]).Classes[0].Images;
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        OptionRange.CheckPositive(nameof(temperature), temperature);

        using var untracked = no_grad();
        using var scope = NewDisposeScope();
        using var noise = new SeededGenerator(seed, model.Device);
        return NativeCall.Guard<float[][]>("Drawing images", () =>
        {
            var (c, s) = (model.Infer(FactorialVhe.Template, contents), model.Infer(FactorialVhe.Style, styles));
            return [.. Enumerable.Range(0, count).Chunk(ImagesPerBatch).SelectMany(images => Draw(c, s, images.Length))];
        });

        float[][] Draw(DiagonalGaussian c, DiagonalGaussian s, int images)
        {
            using var batch = NewDisposeScope();
            var rows = zeros(images, dtype: int64, device: model.Device);
            var t = model.Network.Latents.Single(latent => latent.Symbol == FactorialVhe.Transform).Prior;
            Tensor[] latents = [c.Rows(rows).Sample(noise), s.Rows(rows).Sample(noise), t.Sample(images, [], noise)];
            return ImageTensor.ToArrays(model.Network.Decoder.Sample(latents, noise, temperature));
        }
    }
}
