using Vhe.Networks.Data;
using Vhe.Networks.Distributions;
using Vhe.Networks.Models;
using static TorchSharp.torch;

namespace Vhe.Networks.Inference;

/// <summary>
/// Scores images under every class by one of the rules: its log-likelihood, or what the rule has in its place, plus the logarithm
/// of the class's prior, so that short lists are of the classes that are likely in all.
/// </summary>
internal sealed class ClassScores : IDisposable
{
    private const int PairsPerBatch = 64;

    private readonly VheModel _model;
    private readonly ClassificationOptions _options;
    private readonly DiagonalGaussian _classes;
    private readonly float[] _logPriors;
    private readonly PaperRule? _paperRule;
    private readonly ReverseRule? _reverseRule;

    /// <summary>Prepares the rule.</summary>
    /// <param name="model">The model.</param>
    /// <param name="classes">q(c; D) of every class, which somebody else disposes.</param>
    /// <param name="support">The examples.</param>
    /// <param name="options">The rule.</param>
    /// <param name="logPriors">One number for each class.</param>
    public ClassScores(
        VheModel model, DiagonalGaussian classes, GroupedImages support, ClassificationOptions options, float[] logPriors)
    {
        (_model, _classes, _options, _logPriors) = (model, classes, options, logPriors);
        _paperRule = options.Rule == ClassificationRule.ImportanceSampled ? new PaperRule(model, classes, options) : null;
        _reverseRule = options.Rule == ClassificationRule.Bidirectional
            ? NativeCall.Guard("Scoring the examples", () => new ReverseRule(model, classes, support))
            : null;
    }

    private int Count => _logPriors.Length;

    /// <summary>Scores images.</summary>
    /// <param name="images">Images of the model's shape.</param>
    /// <param name="forAnswers">Whether only the best class counts: what cannot change it is not computed.</param>
    /// <returns>For each image one number for each class.</returns>
    public float[][] Of(IReadOnlyList<float[]> images, bool forAnswers)
    {
        using var scope = NewDisposeScope();
        using var untracked = no_grad();
        var decoded = _options.Rule == ClassificationRule.Reranked ? _options.EmbeddingShortList : Count;
        var perBatch = Math.Max(1, PairsPerBatch / Math.Min(decoded, Count));
        return NativeCall.Guard<float[][]>(
            "Classifying", () => [.. images.Chunk(perBatch).SelectMany(batch => Batch(batch, forAnswers))]);
    }

    /// <inheritdoc/>
    public void Dispose() => _reverseRule?.Dispose();

    private float[][] Batch(float[][] images, bool forAnswers)
    {
        using var scope = NewDisposeScope();
        if (_options.Rule == ClassificationRule.EmbeddingDistance)
        {
            return Rows(EmbeddingProximity(images));
        }

        var x = ImageTensor.From(Array.ConvertAll(images, Binarization.Of), _model.ImageShape, _model.Device);
        var transform = ImageEmbeddings.Transforms(_model, x).Mean;
        if (_options.Rule == ClassificationRule.Reranked)
        {
            return Reranked(images, x, transform);
        }

        var values = Rows(PointEstimates(x, transform, All(images.Length)));
        for (var i = 0; _options.Rule != ClassificationRule.PointEstimate && i < images.Length; i++)
        {
            var listed = ShortList.Of(values[i], _options.ShortList, _options.ShortListMargin ?? double.PositiveInfinity);
            if (forAnswers && listed.Length == 1)
            {
                continue;
            }

            using var row = tensor(new[] { (long)i }, device: _model.Device);
            var better = _paperRule is null
                ? Bidirectional(listed, values[i], images[i])
                : Weighed(listed, _paperRule.LogLikelihoods(listed, x.index_select(0, row)));
            ShortList.Replace(values[i], listed, better);
        }

        return values;
    }

    private float[][] Reranked(float[][] images, Tensor x, Tensor transform)
    {
        var values = Rows(EmbeddingProximity(images));
        var listed = Array.ConvertAll(values, scores => ShortList.Of(scores, _options.EmbeddingShortList));
        (long, long)[] pairs = [.. listed.SelectMany((classes, image) => classes.Select(k => ((long)image, (long)k)))];
        var decoded = PointEstimates(x, transform, pairs).cpu().data<float>().ToArray();
        for (var (i, start) = (0, 0); i < values.Length; start += listed[i++].Length)
        {
            ShortList.Replace(values[i], listed[i], Weighed(listed[i], decoded[start..(start + listed[i].Length)]));
        }

        return values;
    }

    private (long Image, long Class)[] All(int images) =>
        [.. from image in Enumerable.Range(0, images) from item in Enumerable.Range(0, Count) select ((long)image, (long)item)];

    private float[][] Rows(Tensor values)
    {
        int[] all = [.. Enumerable.Range(0, Count)];
        return [.. values.cpu().data<float>().ToArray().Chunk(Count).Select(row => Weighed(all, row))];
    }

    private float[] Weighed(int[] listed, float[] logLikelihoods) =>
        [.. listed.Select((k, place) => logLikelihoods[place] + _logPriors[k])];

    /// <summary>How near the means of q(c; x) and q(c; D) are, [images, classes]: minus half their squared distance, every
    /// dimension measured by the variance of q(c; D), so that those that say little of the class count little.</summary>
    private Tensor EmbeddingProximity(float[][] images)
    {
        var codes = ImageEmbeddings.Classes(_model, images).Mean;
        var difference = codes.flatten(1).unsqueeze(1) - _classes.Mean.flatten(1).unsqueeze(0);
        return (difference.Squared() * (-_classes.LogVariance).exp().flatten(1).unsqueeze(0)).sum(2).Times(-0.5);
    }

    /// <summary>log p(x | mean c, mean t) of some pairs of an image and a class, [pairs].</summary>
    private Tensor PointEstimates(Tensor x, Tensor transform, (long Image, long Class)[] pairs) =>
        DecoderBatches.LogLikelihood(_model, x, _classes.Mean, transform, pairs);

    private float[] Bidirectional(int[] listed, float[] values, float[] image)
    {
        var reverse = _reverseRule!.LogRatios(listed, ImageEmbeddings.Classes(_model, [image]).Mean);
        return [.. listed.Select((k, place) => (float)(values[k] + (_options.ReverseWeight * reverse[place])))];
    }
}
