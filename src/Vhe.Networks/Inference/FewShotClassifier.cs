using Vhe.Networks.Data;
using Vhe.Networks.Distributions;
using Vhe.Networks.Models;
using static TorchSharp.torch;

namespace Vhe.Networks.Inference;

/// <summary>
/// Classifies images of classes that the model has never seen, from one to a few examples of each, by the likelihood of the image
/// given the class's examples (section 6.4.1), or by a faster rule. Examples are encoded as they are; the image is scored as a
/// binary one, with as much ink as it has.
/// </summary>
/// <remarks>Safe for concurrent use. It holds the posteriors of its classes, and the model, which it does not dispose.</remarks>
public sealed class FewShotClassifier : IDisposable
{
    private const int PairsPerBatch = 64;

    private readonly VheModel _model;
    private readonly ClassificationOptions _options;
    private readonly DiagonalGaussian _classes;
    private readonly PaperRule? _paperRule;
    private readonly ReverseRule? _reverseRule;

    /// <summary>Infers q(c; D) of every class.</summary>
    /// <param name="model">A trained model.</param>
    /// <param name="support">The examples of every class, of the model's image shape.</param>
    /// <param name="options">How likelihoods are estimated; the cheap rule when null.</param>
    /// <exception cref="ArgumentException">The images are of another shape than the model's.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An option is outside its range.</exception>
    public FewShotClassifier(VheModel model, GroupedImages support, ClassificationOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(support);
        if (support.Shape != model.ImageShape)
        {
            throw new ArgumentException($"The images are {support.Shape}; the model takes {model.ImageShape}.", nameof(support));
        }

        _model = model;
        _options = options ?? new ClassificationOptions();
        _options.Validate();
        ClassNames = [.. support.Classes.Select(item => item.Name)];
        using var scope = NewDisposeScope();
        using var untracked = no_grad();
        _classes = NativeCall.Guard("Encoding the examples", () =>
        {
            var posteriors = support.Classes.Select(model.InferClass).ToArray();
            return new DiagonalGaussian(
                cat(posteriors.Select(q => q.Mean).ToArray(), 0).DetachFromDisposeScope(),
                cat(posteriors.Select(q => q.LogVariance).ToArray(), 0).DetachFromDisposeScope());
        });
        _paperRule = _options.Rule == ClassificationRule.Paper ? new PaperRule(model, _classes, _options) : null;
        _reverseRule = _options.Rule == ClassificationRule.Mutual
            ? NativeCall.Guard("Scoring the examples", () => new ReverseRule(model, _classes, support))
            : null;
    }

    /// <summary>The classes, in the order of all results.</summary>
    public IReadOnlyList<string> ClassNames { get; }

    /// <summary>log p(x | D) of every class, or what the rule has in its place.</summary>
    /// <param name="image">An image of the model's shape.</param>
    /// <returns>One number for each class, in nats.</returns>
    /// <exception cref="ArgumentException">The image is not of the model's shape, or not in [0, 1].</exception>
    public float[] LogLikelihoods(float[] image) => LogLikelihoods([image])[0];

    /// <summary>The same for many images at once.</summary>
    /// <param name="images">Images of the model's shape.</param>
    /// <returns>For each image one number for each class, in nats.</returns>
    /// <exception cref="ArgumentException">An image is not of the model's shape, or not in [0, 1].</exception>
    public float[][] LogLikelihoods(IReadOnlyList<float[]> images) => Evaluate(images, forAnswers: false);

    /// <summary>The best class of each image alone. What cannot change the answer is not computed: under the paper's and the
    /// mutual rule an image whose short list is one class costs what it costs under the cheap rule.</summary>
    /// <param name="images">Images of the model's shape.</param>
    /// <returns>For each image the index of its class in <see cref="ClassNames"/>.</returns>
    /// <exception cref="ArgumentException">An image is not of the model's shape, or not in [0, 1].</exception>
    public int[] Classify(IReadOnlyList<float[]> images) =>
        Array.ConvertAll(Evaluate(images, forAnswers: true), values => Array.IndexOf(values, values.Max()));

    private float[][] Evaluate(IReadOnlyList<float[]> images, bool forAnswers)
    {
        ArgumentNullException.ThrowIfNull(images);
        if (images.Count == 0)
        {
            return [];
        }

        var queries = new GroupedImages(_model.ImageShape, [new ImageClass("query", images)]).Classes[0].Images;
        using var scope = NewDisposeScope();
        using var untracked = no_grad();
        var decoded = _options.Rule == ClassificationRule.Balanced ? _options.CodeShortList : ClassNames.Count;
        var perBatch = Math.Max(1, PairsPerBatch / Math.Min(decoded, ClassNames.Count));
        return NativeCall.Guard<float[][]>(
            "Classifying", () => [.. queries.Chunk(perBatch).SelectMany(batch => Batch(batch, forAnswers))]);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _classes.Mean.Dispose();
        _classes.LogVariance.Dispose();
        _reverseRule?.Dispose();
    }

    private float[][] Batch(float[][] images, bool forAnswers)
    {
        using var scope = NewDisposeScope();
        if (_options.Rule == ClassificationRule.Fast)
        {
            return Rows(CodeProximity(images));
        }

        var x = ImageTensor.From(Array.ConvertAll(images, Binarisation.Of), _model.ImageShape, _model.Device);
        var transform = TransformPosterior(_model, x);
        if (_options.Rule == ClassificationRule.Balanced)
        {
            return Balanced(images, x, transform.Mean);
        }

        var values = Rows(Cheap(x, transform.Mean, All(images.Length)));
        for (var i = 0; _options.Rule != ClassificationRule.Cheap && i < images.Length; i++)
        {
            var listed = ShortList.Of(values[i], _options.ShortList, _options.ShortListMargin ?? double.PositiveInfinity);
            if (forAnswers && listed.Length == 1)
            {
                continue;
            }

            using var row = tensor(new[] { (long)i }, device: _model.Device);
            var better = _paperRule?.LogLikelihoods(listed, x.index_select(0, row))
                ?? Mutual(listed, values[i], images[i]);
            ShortList.Replace(values[i], listed, better);
        }

        return values;
    }

    private float[][] Balanced(float[][] images, Tensor x, Tensor transform)
    {
        var values = Rows(CodeProximity(images));
        var listed = Array.ConvertAll(values, scores => ShortList.Of(scores, _options.CodeShortList));
        (long, long)[] pairs = [.. listed.SelectMany((classes, image) => classes.Select(k => ((long)image, (long)k)))];
        var decoded = Cheap(x, transform, pairs).cpu().data<float>().ToArray();
        for (var (i, start) = (0, 0); i < values.Length; start += listed[i++].Length)
        {
            ShortList.Replace(values[i], listed[i], decoded.AsSpan(start, listed[i].Length));
        }

        return values;
    }

    private (long Image, long Class)[] All(int images) =>
        [.. from image in Enumerable.Range(0, images) from item in Enumerable.Range(0, ClassNames.Count) select ((long)image, (long)item)];

    private float[][] Rows(Tensor values) => [.. values.cpu().data<float>().ToArray().Chunk(ClassNames.Count)];

    /// <summary>How near the means of q(c; x) and q(c; D) are, [images, classes]: minus half their squared distance, every
    /// dimension measured by the variance of q(c; D), so that those that say little of the class count little.</summary>
    private Tensor CodeProximity(float[][] images)
    {
        var difference = Codes(images).flatten(1).unsqueeze(1) - _classes.Mean.flatten(1).unsqueeze(0);
        return -0.5 * (difference.square() * (-_classes.LogVariance).exp().flatten(1).unsqueeze(0)).sum(2);
    }

    /// <summary>q(t; x) of every image.</summary>
    internal static DiagonalGaussian TransformPosterior(VheModel model, Tensor x) =>
        model.Network.Latents.Single(latent => latent.Grouping == Grouping.Element).Encoder.Infer(x.unsqueeze(1), []);

    /// <summary>log p(x | mean c, mean t) of some pairs of an image and a class, [pairs].</summary>
    private Tensor Cheap(Tensor x, Tensor transform, (long Image, long Class)[] pairs) =>
        DecoderBatches.LogLikelihood(_model, x, _classes.Mean, transform, pairs);

    private float[] Mutual(int[] listed, float[] values, float[] image)
    {
        var reverse = _reverseRule!.LogRatios(listed, Codes([image]));
        return [.. listed.Select((k, place) => (float)(values[k] + (_options.ReverseWeight * reverse[place])))];
    }

    /// <summary>The mean of q(c; x) of every image alone.</summary>
    private Tensor Codes(float[][] images)
    {
        var x = ImageTensor.From(images, _model.ImageShape, _model.Device);
        return _model.Network.Latents.Single(latent => latent.Grouping == Grouping.Class).Encoder.Infer(x.unsqueeze(1), []).Mean;
    }
}
