using Vhe.Networks.Data;
using Vhe.Networks.Distributions;
using Vhe.Networks.Models;
using static TorchSharp.torch;

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
    /// <param name="temperature">Divides the logits of every pixel: below 1 cleaner, above 1 wilder; positive.</param>
    /// <returns><paramref name="count"/> images, 0 or 1 in every pixel.</returns>
    /// <exception cref="ArgumentException">There is no example, or one is not of the model's shape or not in [0, 1].</exception>
    /// <exception cref="ArgumentOutOfRangeException">The count is negative, or the temperature not positive.</exception>
    public static float[][] Generate(
        VheModel model, IReadOnlyList<float[]> examples, int count, long seed, double temperature = 1)
    {
        ArgumentNullException.ThrowIfNull(model);
        var support = new GroupedImages(model.ImageShape, [new ImageClass("D", examples)]);
        return Draw(model, count, seed, temperature, (images, noise) =>
        {
            var q = model.InferClass(support.Classes[0]);
            return new DiagonalGaussian(q.Mean.repeat(images, 1, 1, 1), q.LogVariance.repeat(images, 1, 1, 1)).Sample(noise);
        });
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
        ArgumentNullException.ThrowIfNull(model);
        return Draw(model, count, seed, temperature, (images, noise) => model.Network.Latents[0].Prior.Sample(images, [], noise));
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
        ArgumentNullException.ThrowIfNull(model);
        return Draw(model, count, seed, temperature, (images, _) =>
        {
            // A stream of its own: every batch of images gets the same c.
            using var classNoise = new NoiseSource(NoiseSource.Derive(seed, 0), model.Device);
            var prior = model.Network.Latents.Single(latent => latent.Grouping == Grouping.Class).Prior;
            return prior.Sample(1, [], classNoise).repeat(images, 1, 1, 1);
        });
    }

    /// <summary>Draws one image of each of some classes.</summary>
    /// <param name="model">A trained model.</param>
    /// <param name="classes">q(c; D) of each.</param>
    /// <param name="seed">The same seed gives the same images.</param>
    internal static float[][] Generate(VheModel model, DiagonalGaussian classes, long seed)
    {
        var drawn = 0L;
        return Draw(model, (int)classes.Mean.shape[0], seed, temperature: 1, (images, noise) =>
        {
            var rows = arange(drawn, drawn + images, dtype: int64, device: model.Device);
            drawn += images;
            return classes.Rows(rows).Sample(noise);
        });
    }

    private static float[][] Draw(
        VheModel model, int count, long seed, double temperature, Func<int, NoiseSource, Tensor> drawClasses)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        if (!(temperature > 0))
        {
            throw new ArgumentOutOfRangeException(nameof(temperature), temperature, "The temperature must be positive.");
        }

        using var untracked = no_grad();
        using var noise = new NoiseSource(seed, model.Device);
        return NativeCall.Guard<float[][]>("Drawing images", () =>
            [.. Enumerable.Range(0, count).Chunk(ImagesPerBatch).SelectMany(images => Draw(images.Length))]);

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
