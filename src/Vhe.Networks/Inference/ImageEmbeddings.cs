using Vhe.Networks.Data;
using Vhe.Networks.Distributions;
using Vhe.Networks.Models;
using static TorchSharp.torch;

namespace Vhe.Networks.Inference;

/// <summary>The latents of single images, by the encoders of a model with one for each class and one for each element.</summary>
internal static class ImageEmbeddings
{
    /// <summary>q(c; x) of every image alone.</summary>
    /// <param name="model">The model.</param>
    /// <param name="images">Images of its shape, gray as they are.</param>
    /// <returns>One Gaussian for each image.</returns>
    public static DiagonalGaussian Classes(VheModel model, IReadOnlyList<float[]> images) => Encoder(model, Grouping.Class)
        .Infer(ImageTensor.From(images, model.ImageShape, model.Device).unsqueeze(1), []);

    /// <summary>q(t; x) of every image.</summary>
    /// <param name="model">The model.</param>
    /// <param name="x">[images, C, H, W], binary.</param>
    /// <returns>One Gaussian for each image.</returns>
    public static DiagonalGaussian Transforms(VheModel model, Tensor x) =>
        Encoder(model, Grouping.Element).Infer(x.unsqueeze(1), []);

    /// <summary>q(c; D without one image), for each of the first images of D.</summary>
    /// <param name="model">The model.</param>
    /// <param name="images">D: two images or more.</param>
    /// <param name="count">How many are left out, each once.</param>
    /// <returns>As many Gaussians.</returns>
    public static DiagonalGaussian LeavingOneOut(VheModel model, IReadOnlyList<float[]> images, int count)
    {
        var rest = Enumerable.Range(0, count).SelectMany(left => images.Where((_, i) => i != left)).ToArray();
        var d = ImageTensor.From(rest, model.ImageShape, model.Device);
        return Encoder(model, Grouping.Class).Infer(
            d.view(count, images.Count - 1, d.shape[1], d.shape[2], d.shape[3]), []);
    }

    private static Encoder Encoder(VheModel model, Grouping grouping) =>
        model.Network.Latents.Single(latent => latent.Grouping == grouping).Encoder;
}
