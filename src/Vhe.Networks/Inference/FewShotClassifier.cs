using Vhe.Networks.Data;
using Vhe.Networks.Distributions;
using Vhe.Networks.Models;
using static TorchSharp.torch;

namespace Vhe.Networks.Inference;

/// <summary>
/// Classifies images of classes that the model has never seen, from one to a few examples of each, by the likelihood of the image
/// given the class's examples (section 6.4.1). Examples are encoded as they are; the image is scored as a binary one, with as much
/// ink as it has.
/// </summary>
/// <remarks>Safe for concurrent use. It holds the posteriors of its classes, and the model, which it does not dispose.</remarks>
public sealed class FewShotClassifier : IDisposable
{
    private const int PairsPerBatch = 64;

    private readonly VheModel _model;
    private readonly ClassificationOptions _options;
    private readonly DiagonalGaussian _classes;
    private readonly PaperRule? _paperRule;

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
    }

    /// <summary>The classes, in the order of all results.</summary>
    public IReadOnlyList<string> ClassNames { get; }

    /// <summary>log p(x | D) of every class.</summary>
    /// <param name="image">An image of the model's shape.</param>
    /// <returns>One number for each class, in nats.</returns>
    /// <exception cref="ArgumentException">The image is not of the model's shape, or not in [0, 1].</exception>
    public float[] LogLikelihoods(float[] image) => LogLikelihoods([image])[0];

    /// <summary>log p(x | D) of every class, for many images at once.</summary>
    /// <param name="images">Images of the model's shape.</param>
    /// <returns>For each image one number for each class, in nats.</returns>
    /// <exception cref="ArgumentException">An image is not of the model's shape, or not in [0, 1].</exception>
    public float[][] LogLikelihoods(IReadOnlyList<float[]> images)
    {
        ArgumentNullException.ThrowIfNull(images);
        if (images.Count == 0)
        {
            return [];
        }

        var queries = new GroupedImages(_model.ImageShape, [new ImageClass("query", images)]).Classes[0].Images;
        using var scope = NewDisposeScope();
        using var untracked = no_grad();
        var perBatch = Math.Max(1, PairsPerBatch / ClassNames.Count);
        return NativeCall.Guard<float[][]>("Classifying", () => [.. queries.Chunk(perBatch).SelectMany(Batch)]);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _classes.Mean.Dispose();
        _classes.LogVariance.Dispose();
    }

    private float[][] Batch(float[][] images)
    {
        using var scope = NewDisposeScope();
        var x = ImageTensor.From(Array.ConvertAll(images, Binarisation.Of), _model.ImageShape, _model.Device);
        var transform = TransformPosterior(_model, x);
        var values = Cheap(x, transform.Mean).cpu().data<float>().ToArray().Chunk(ClassNames.Count).ToArray();
        for (var i = 0; _paperRule is not null && i < images.Length; i++)
        {
            using var row = tensor(new[] { (long)i }, device: _model.Device);
            _paperRule.Rescore(values[i], x.index_select(0, row), transform.Rows(row));
        }

        return values;
    }

    /// <summary>q(t; x) of every image.</summary>
    internal static DiagonalGaussian TransformPosterior(VheModel model, Tensor x) =>
        model.Network.Latents.Single(latent => latent.Grouping == Grouping.Element).Encoder.Infer(x.unsqueeze(1), []);

    /// <summary>log p(x | mean c, mean t) of every image and class, [images * classes], the class running faster.</summary>
    private Tensor Cheap(Tensor x, Tensor transform)
    {
        long count = ClassNames.Count;
        return DecoderBatches.LogLikelihood(_model, x.shape[0] * count, pairs =>
        {
            var image = pairs.div(count, RoundingMode.floor);
            var item = pairs - (image * count);
            return (x.index_select(0, image), [_classes.Mean.index_select(0, item), transform.index_select(0, image)]);
        });
    }
}
