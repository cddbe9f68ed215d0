using Vhe.Networks.Data;
using Vhe.Networks.Distributions;
using Vhe.Networks.Models;

namespace Vhe.Networks.Inference;

/// <summary>What inference knows of a model: c of each class and at most one latent t of each element, which may depend on c.</summary>
internal sealed record ClassLatents(VheModel Model, LatentVariable Class, LatentVariable? Element)
{
    public static ClassLatents Of(VheModel model)
    {
        ArgumentNullException.ThrowIfNull(model);
        return model.Network.Latents switch
        {
            [{ Grouping: Grouping.Class } c] => new ClassLatents(model, c, null),
            [{ Grouping: Grouping.Class } c, { Grouping: Grouping.Element } t] => new ClassLatents(model, c, t),
            var others => throw new ArgumentException(
                "This takes models with a latent variable for each class and, after it, at most one for each element; this one "
                + $"has {string.Join(", ", others.Select(latent => $"{latent.Symbol} for each {latent.Grouping}"))}.",
                nameof(model)),
        };
    }

    public Device Device => Model.Device;

    /// <summary>[N, C, H, W], of images that are checked.</summary>
    public Tensor Images(IReadOnlyList<float[]> images) => ImageTensor.From(images, Model.ImageShape, Device);

    /// <summary>q(c; D) of D together, [1, ...].</summary>
    public DiagonalGaussian InferClass(IReadOnlyList<float[]> d) => Class.Encoder.Infer(Images(d).unsqueeze(0), []);

    /// <summary>q(c; x) of each image alone, [N, ...].</summary>
    public DiagonalGaussian InferClasses(IReadOnlyList<float[]> images) => Class.Encoder.Infer(Images(images).unsqueeze(1), []);

    /// <summary>q(c; D) of some images without one of the first <paramref name="count"/>, each in turn.</summary>
    public DiagonalGaussian InferLeavingOneOut(IReadOnlyList<float[]> images, int count)
    {
        var rest = Enumerable.Range(0, count).SelectMany(left => images.Where((_, i) => i != left)).ToArray();
        var d = Images(rest);
        return Class.Encoder.Infer(d.view(count, images.Count - 1, d.shape[1], d.shape[2], d.shape[3]), []);
    }

    /// <summary>The means of q(t; x), [N, ...]; null where there is no t, or it depends on c.</summary>
    public Tensor? ElementMeans(Tensor x)
        => Element is { ReadsParents: false } ? Element.Encoder.Infer(x.unsqueeze(1), []).Mean : null;

    /// <summary>log p(x | c, t) of pairs of an image and a c, at the means of t, [pairs].</summary>
    public Tensor LogLikelihood(Tensor x, Tensor classes, Tensor? elements, (long Image, long Class)[] pairs)
    {
        using var scope = NewDisposeScope();
        var image = tensor(Array.ConvertAll(pairs, pair => pair.Image), device: Device);
        var item = tensor(Array.ConvertAll(pairs, pair => pair.Class), device: Device);
        return Model.Network.Decoder.LogLikelihoodInBatches(Device, pairs.Length, Model.ImageShape.Length, rows =>
        {
            var i = image.index_select(0, rows);
            var (images, c) = (x.index_select(0, i), classes.index_select(0, item.index_select(0, rows)));
            return (images, Element is null ? [c] : [c, elements?.index_select(0, i) ?? MeanGiven(images, c)]);
        }).MoveToOuterDisposeScope();

        Tensor MeanGiven(Tensor images, Tensor c) => Element!.Encoder.Infer(images.unsqueeze(1), [c]).Mean;
    }
}
