using Vhe.Networks.Data;
using Vhe.Networks.Distributions;
using Vhe.Networks.Models;
using static TorchSharp.torch;

namespace Vhe.Networks.Inference;

/// <summary>
/// Few-shot classification by likelihood (section 6.4.1) under any model with a latent variable for each class and at most one
/// for each element: the cheap rule or the paper's. <see cref="FewShotClassifier"/> has more rules, for a
/// <see cref="VheModel"/>.
/// </summary>
/// <remarks>Safe for concurrent use. It holds the posteriors of its classes, and the network, which it does not dispose.
/// </remarks>
public sealed class LikelihoodClassifier : IDisposable
{
    private readonly ClassLatents _latents;
    private readonly Decoder _decoder;
    private readonly Device _device;
    private readonly ImageShape _shape;
    private readonly ClassificationOptions _options;
    private readonly DiagonalGaussian _classes;
    private readonly PaperRule? _paperRule;

    /// <summary>Infers q(c; D) of every class.</summary>
    /// <param name="network">A trained network in evaluation mode.</param>
    /// <param name="support">The examples of every class, of the shape that the network takes.</param>
    /// <param name="options">How likelihoods are estimated; the cheap rule when null.</param>
    /// <param name="device">Where the network is; the CPU when null.</param>
    /// <exception cref="ArgumentException">The network has other latent variables, the rule is neither the cheap nor the paper's, or
    /// there are priors.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An option is outside its range.</exception>
    public LikelihoodClassifier(
        VariationalHomoencoder network, GroupedImages support, ClassificationOptions? options = null, Device? device = null)
    {
        ArgumentNullException.ThrowIfNull(support);
        _latents = ClassLatents.Of(network);
        _options = options ?? new ClassificationOptions();
        _options.Validate();
        if (_options.Rule is not (ClassificationRule.PointEstimate or ClassificationRule.ImportanceSampled))
        {
            throw new ArgumentException(
                $"Rule {_options.Rule} is for a {nameof(VheModel)}; here it is PointEstimate or ImportanceSampled.", nameof(options));
        }

        if (_options.Priors is not null)
        {
            throw new ArgumentException(
                $"{nameof(ClassificationOptions.Priors)} are for a {nameof(VheModel)}; here all classes are equally likely.",
                nameof(options));
        }

        (_decoder, _device, _shape) = (network.Decoder, device ?? CPU, support.Shape);
        using var scope = NewDisposeScope();
        using var untracked = no_grad();
        _classes = NativeCall.Guard("Encoding the examples", () =>
        {
            var encoder = _latents.Class.Encoder;
            var posteriors = support.Classes.Select(item => encoder.Infer(Images(item.Images).unsqueeze(0), [])).ToArray();
            return new DiagonalGaussian(
                cat(posteriors.Select(q => q.Mean).ToArray(), 0).DetachFromDisposeScope(),
                cat(posteriors.Select(q => q.LogVariance).ToArray(), 0).DetachFromDisposeScope());
        });
        _paperRule = _options.Rule == ClassificationRule.ImportanceSampled ? new PaperRule(network, _device, _classes, _options) : null;
    }

    /// <summary>log p(x | D) of every class as the rule estimates it, of images as binary ones with as much ink as they have.
    /// </summary>
    /// <param name="images">Images of the examples' shape.</param>
    /// <returns>For each image one number for each class in the order of the examples, in nats.</returns>
    /// <exception cref="ArgumentException">An image is not of the examples' shape, or not in [0, 1].</exception>
    public float[][] LogLikelihoods(IReadOnlyList<float[]> images)
    {
        ArgumentNullException.ThrowIfNull(images);
        if (images.Count == 0)
        {
            return [];
        }

        var queries = new GroupedImages(_shape, [new ImageClass("query", images)]).Classes[0].Images;
        using var untracked = no_grad();
        return NativeCall.Guard<float[][]>("Classifying", () => [.. queries.Select(One)]);
    }

    /// <summary>The best class of each image.</summary>
    /// <param name="images">Images of the examples' shape.</param>
    /// <returns>For each image the index of its class among the examples'.</returns>
    /// <exception cref="ArgumentException">An image is not of the examples' shape, or not in [0, 1].</exception>
    public int[] Classify(IReadOnlyList<float[]> images) =>
        Array.ConvertAll(LogLikelihoods(images), values => Array.IndexOf(values, values.Max()));

    /// <inheritdoc/>
    public void Dispose()
    {
        _classes.Mean.Dispose();
        _classes.LogVariance.Dispose();
    }

    private float[] One(float[] image)
    {
        using var scope = NewDisposeScope();
        var x = Images([Binarization.Of(image)]);
        var values = PointEstimates(x).cpu().data<float>().ToArray();
        if (_paperRule is not null)
        {
            var listed = ShortList.Of(values, _options.ShortList, _options.ShortListMargin ?? double.PositiveInfinity);
            ShortList.Replace(values, listed, _paperRule.LogLikelihoods(listed, x));
        }

        return values;
    }

    /// <summary>log p(x | c, z) at the means of q(c; D) and q(z; x, c), [classes].</summary>
    private Tensor PointEstimates(Tensor x)
    {
        var shared = _latents.Element is { ReadsParents: false } latent ? latent.Encoder.Infer(x.unsqueeze(1), []).Mean : null;
        return DecoderBatches.LogLikelihood(_decoder, _device, _classes.Mean.shape[0], x.numel(), rows =>
        {
            var (copies, c) = (x.expand(rows.shape[0], -1, -1, -1), _classes.Mean.index_select(0, rows));
            return (copies, _latents.Element is null ? [c] : [c, Element(copies, c)]);
        });

        Tensor Element(Tensor copies, Tensor c) => shared is null
            ? _latents.Element!.Encoder.Infer(copies.unsqueeze(1), [c]).Mean
            : shared.expand(copies.shape[0], -1);
    }

    private Tensor Images(IReadOnlyList<float[]> images) => ImageTensor.From(images, _shape, _device);
}
