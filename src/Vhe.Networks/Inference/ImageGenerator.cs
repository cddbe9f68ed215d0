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
    /// <param name="temperature">Divides the logits of every pixel: below 1 smoother, but more glyphs unfinished or blank;
    /// above 1 wilder; positive.</param>
    /// <returns><paramref name="count"/> images, 0 or 1 in every pixel.</returns>
    /// <exception cref="ArgumentException">There is no example, or one is not of the model's shape or not in [0, 1].</exception>
    /// <exception cref="ArgumentOutOfRangeException">The count is negative, or the temperature not positive.</exception>
    public static float[][] Generate(
        VheModel model, IReadOnlyList<float[]> examples, int count, long seed, double temperature = 1)
    {
        ArgumentNullException.ThrowIfNull(model);
        return Generate(model.Network, model.ImageShape, examples, count, seed, temperature, model.Device);
    }

    /// <summary>Draws new images of the class of a few examples by any model with a latent variable for each class and at most one
    /// for each element: c from q(c; D), z from p(z | c), then the image.</summary>
    /// <param name="network">A trained network in evaluation mode.</param>
    /// <param name="shape">The shape of an image.</param>
    /// <param name="examples">D: one or more images of that shape, of the kind that the network was trained on, gray or binary.</param>
    /// <param name="count">How many images are wanted, 0 or more.</param>
    /// <param name="seed">The same seed gives the same images.</param>
    /// <param name="temperature">Divides the logits of every pixel; positive.</param>
    /// <param name="device">Where the network is; the CPU when null.</param>
    /// <returns><paramref name="count"/> images.</returns>
    /// <exception cref="ArgumentException">The network has other latent variables, there is no example, or one is not of the shape
    /// or not in [0, 1].</exception>
    /// <exception cref="ArgumentOutOfRangeException">The count is negative, or the temperature not positive.</exception>
    public static float[][] Generate(
        VariationalHomoencoder network,
        ImageShape shape,
        IReadOnlyList<float[]> examples,
        int count,
        long seed,
        double temperature = 1,
        Device? device = null)
    {
        var encoder = ClassLatents.Of(network).Class.Encoder;
        var at = device ?? CPU;
        var support = new GroupedImages(shape, [new ImageClass("D", examples)]).Classes[0].Images;
        return Draw(network, at, count, seed, temperature, (images, noise) =>
        {
            var q = encoder.Infer(ImageTensor.From(support, shape, at).unsqueeze(0), []);
            return q.Rows(zeros(images, dtype: int64, device: at)).Sample(noise);
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
        return GenerateNewClasses(model.Network, count, seed, temperature, model.Device);
    }

    /// <summary>Draws images of classes that nobody has seen by any model with a latent variable for each class and at most one for each
    /// element: c from the prior, one for each image.</summary>
    /// <param name="network">A trained network in evaluation mode.</param>
    /// <param name="count">How many images are wanted, 0 or more.</param>
    /// <param name="seed">The same seed gives the same images.</param>
    /// <param name="temperature">Divides the logits of every pixel; positive.</param>
    /// <param name="device">Where the network is; the CPU when null.</param>
    /// <returns><paramref name="count"/> images.</returns>
    /// <exception cref="ArgumentException">The network has other latent variables.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The count is negative, or the temperature not positive.</exception>
    public static float[][] GenerateNewClasses(
        VariationalHomoencoder network, int count, long seed, double temperature = 1, Device? device = null)
    {
        var prior = ClassLatents.Of(network).Class.Prior;
        return Draw(network, device ?? CPU, count, seed, temperature, (images, noise) => prior.Sample(images, [], noise));
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
        return Draw(model.Network, model.Device, count, seed, temperature, (images, _) =>
        {
            // A stream of its own: every batch of images gets the same c.
            using var classNoise = new SeededGenerator(SeededGenerator.Derive(seed, 0), model.Device);
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
        return Draw(model.Network, model.Device, (int)classes.Mean.shape[0], seed, temperature: 1, (images, noise) =>
        {
            var rows = NumberTensor.Range(drawn, drawn + images, int64, model.Device);
            drawn += images;
            return classes.Rows(rows).Sample(noise);
        });
    }

    private static float[][] Draw(
        VariationalHomoencoder network,
        Device device,
        int count,
        long seed,
        double temperature,
        Func<int, SeededGenerator, Tensor> drawClasses)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        if (!(temperature > 0))
        {
            throw new ArgumentOutOfRangeException(nameof(temperature), temperature, "The temperature must be positive.");
        }

        using var untracked = no_grad();
        using var noise = new SeededGenerator(seed, device);
        return NativeCall.Guard<float[][]>("Drawing images", () =>
            [.. Enumerable.Range(0, count).Chunk(ImagesPerBatch).SelectMany(images => Draw(images.Length))]);

        float[][] Draw(int images)
        {
            using var scope = NewDisposeScope();
            var values = new List<Tensor>();
            foreach (var latent in network.Latents)
            {
                values.Add(latent.Grouping == Grouping.Class
                    ? drawClasses(images, noise)
                    : latent.Prior.Sample(images, values, noise));
            }

            return ImageTensor.ToArrays(network.Decoder.Sample(values, noise, temperature));
        }
    }
}
