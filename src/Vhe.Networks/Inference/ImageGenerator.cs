using Vhe.Networks.Data;
using Vhe.Networks.Distributions;
using Vhe.Networks.Models;

namespace Vhe.Networks.Inference;

/// <summary>Draws new images (section 4.2, Figure 5). Safe for concurrent use.</summary>
public static class ImageGenerator
{
    private const int ImagesPerBatch = 64;

    /// <summary>Draws new images of the class of a few examples: c from q(c; D), t from its prior, then the image.</summary>
    /// <param name="model">A trained model.</param>
    /// <param name="examples">D: one or more images of the model's shape.</param>
    /// <param name="count">How many images are wanted, 0 or more.</param>
    /// <param name="seed">The same seed gives the same images.</param>
    /// <param name="temperature">Divides the logits of every pixel: below 1 smoother, but more glyphs unfinished or blank;
    /// above 1 wilder; positive.</param>
    /// <returns><paramref name="count"/> images, 0 or 1 in every pixel.</returns>
    /// <exception cref="ArgumentException">There is no example, or one is not of the model's shape or not in [0, 1].</exception>
    /// <exception cref="ArgumentOutOfRangeException">The count is negative, or the temperature not positive.</exception>
    public static float[][] Generate(
        VheModel model, IReadOnlyList<float[]> examples, int count, long seed, double temperature = 1)
    {
        var latents = ClassLatents.Of(model);
        var support = GroupedImages.Check(model.ImageShape, "D", examples);
        return Draw(model, count, seed, temperature, (images, noise)
            => latents.InferClass(support).Rows(zeros(images, dtype: int64, device: model.Device)).Sample(noise));
    }

    /// <summary>Draws images of classes that nobody has seen: c from the prior, one for each image.</summary>
    /// <param name="model">A trained model.</param>
    /// <param name="count">How many images are wanted, 0 or more.</param>
    /// <param name="seed">The same seed gives the same images.</param>
    /// <param name="temperature">Divides the logits of every pixel; positive.</param>
    /// <returns><paramref name="count"/> images, 0 or 1 in every pixel.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The count is negative, or the temperature not positive.</exception>
    public static float[][] GenerateNewClasses(VheModel model, int count, long seed, double temperature = 1)
    {
        var prior = ClassLatents.Of(model).Class.Prior;
        return Draw(model, count, seed, temperature, (images, noise) => prior.Sample(images, [], noise));
    }

    /// <summary>Draws images of one class that nobody has seen: one c from the prior for all of them, t of each from its prior,
    /// then the image (section 4.2).</summary>
    /// <param name="model">A trained model.</param>
    /// <param name="count">How many images are wanted, 0 or more.</param>
    /// <param name="seed">The same seed gives the same class and the same images.</param>
    /// <param name="temperature">Divides the logits of every pixel; positive.</param>
    /// <returns><paramref name="count"/> images, 0 or 1 in every pixel.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The count is negative, or the temperature not positive.</exception>
    public static float[][] GenerateNewClass(VheModel model, int count, long seed, double temperature = 1)
    {
        var prior = ClassLatents.Of(model).Class.Prior;
        return Draw(model, count, seed, temperature, (images, _) =>
        {
            // A stream of its own: every batch of images gets the same c.
            using var classNoise = new SeededGenerator(SeededGenerator.Derive(seed, 0), model.Device);
            return prior.Sample(1, [], classNoise).index_select(0, zeros(images, dtype: int64, device: model.Device));
        });
    }

    /// <summary>Draws one image of each of some classes, given q(c; D) of each.</summary>
    internal static float[][] Generate(VheModel model, DiagonalGaussian classes, long seed)
    {
        var drawn = 0L;
        return Draw(model, (int)classes.Mean.shape[0], seed, temperature: 1, (images, noise) =>
        {
            var rows = NumberTensor.Range(drawn, drawn + images, int64, model.Device);
            drawn += images;
            return classes.Rows(rows).Sample(noise);
        });
    }

    private static float[][] Draw(
        VheModel model, int count, long seed, double temperature, Func<int, SeededGenerator, Tensor> drawClasses)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        OptionRange.CheckPositive(nameof(temperature), temperature);
        using var untracked = no_grad();
        using var noise = new SeededGenerator(seed, model.Device);
        return NativeCall.Guard<float[][]>("Drawing images", ()
            => [.. Enumerable.Range(0, count).Chunk(ImagesPerBatch).SelectMany(images => Draw(images.Length))]);

        float[][] Draw(int images)
        {
            using var scope = NewDisposeScope();
            var values = new List<Tensor>();
            foreach (var latent in model.Network.Latents)
            {
                values.Add(latent.Grouping == Grouping.Class
                    ? drawClasses(images, noise)
                    : latent.Prior.Sample(images, values, noise));
            }

            return ImageTensor.ToArrays(model.Network.Decoder.Sample(values, noise, temperature));
        }
    }
}
