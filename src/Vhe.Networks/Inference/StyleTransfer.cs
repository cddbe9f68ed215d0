using Vhe.Networks.Data;
using Vhe.Networks.Distributions;
using Vhe.Networks.Models;

namespace Vhe.Networks.Inference;

/// <summary>Redraws a character in a style (section 4.3, Figure 8). Safe for concurrent use.</summary>
public static class StyleTransfer
{
    private const int ImagesPerBatch = 64;

    /// <summary>Draws new images x ~ p(x | c, s, t): c from q(c; D_c) of the content images, s from q(s; D_s) of the style
    /// images, t from its prior.</summary>
    /// <param name="model">A trained model with <see cref="PixelCnnVheOptions.Style"/>.</param>
    /// <param name="content">D_c: one or more images of the character, in any styles.</param>
    /// <param name="style">D_s: one or more images in the style, of any characters.</param>
    /// <param name="count">How many images are wanted, 0 or more.</param>
    /// <param name="seed">The same seed gives the same images.</param>
    /// <param name="temperature">Divides the logits of every pixel: below 1 smoother, but more glyphs unfinished or blank;
    /// above 1 wilder; positive.</param>
    /// <returns><paramref name="count"/> images of the model's shape.</returns>
    /// <exception cref="ArgumentException">The model has no styles; there is no content or no style image, or one is not of the model's shape or not in
    /// [0, 1]; the message says which.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The count is negative, or the temperature not positive.</exception>
    public static float[][] Draw(
        VheModel model,
        IReadOnlyList<float[]> content,
        IReadOnlyList<float[]> style,
        int count,
        long seed,
        double temperature = 1)
    {
        ArgumentNullException.ThrowIfNull(model);
        if (model.Network.Latents is not [{ Grouping: Grouping.Class }, { Grouping: Grouping.Style }, { Grouping: Grouping.Element } t])
            throw new ArgumentException("The model has no latent variable for styles.", nameof(model));

        var contents = GroupedImages.Check(model.ImageShape, "content", content);
        var styles = GroupedImages.Check(model.ImageShape, "style", style);
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        OptionRange.CheckPositive(nameof(temperature), temperature);

        using var untracked = no_grad();
        using var scope = NewDisposeScope();
        using var noise = new SeededGenerator(seed, model.Device);
        return NativeCall.Guard<float[][]>("Drawing images", () =>
        {
            var (c, s) = (model.Infer(Grouping.Class, contents), model.Infer(Grouping.Style, styles));
            return [.. Enumerable.Range(0, count).Chunk(ImagesPerBatch).SelectMany(images => Draw(c, s, images.Length))];
        });

        float[][] Draw(DiagonalGaussian c, DiagonalGaussian s, int images)
        {
            using var batch = NewDisposeScope();
            var rows = zeros(images, dtype: int64, device: model.Device);
            Tensor[] latents = [c.Rows(rows).Sample(noise), s.Rows(rows).Sample(noise), t.Prior.Sample(images, [], noise)];
            return ImageTensor.ToArrays(model.Network.Decoder.Sample(latents, noise, temperature));
        }
    }
}
