using Vhe.Networks.Data;
using Vhe.Networks.Distributions;

namespace Vhe.Networks.Inference;

/// <summary>Scores images under every class by one of the rules: the log-likelihood, or what the rule has in its place. Priors are
/// not added, but decide which classes are on a short list.</summary>
internal sealed class ClassScores : IDisposable
{
    private const int PairsPerBatch = 64;

    private readonly ClassLatents _latents;
    private readonly ClassificationOptions _options;
    private readonly DiagonalGaussian _classes;
    private readonly float[] _logPriors;
    private readonly ReverseRule? _reverseRule;

    /// <summary>Prepares the rule; somebody else disposes q(c; D) of the classes.</summary>
    public ClassScores(
        ClassLatents latents, DiagonalGaussian classes, GroupedImages support, ClassificationOptions options, float[] logPriors)
    {
        (_latents, _classes, _options, _logPriors) = (latents, classes, options, logPriors);
        _reverseRule = options.Rule == ClassificationRule.Bidirectional
            ? NativeCall.Guard("Scoring the examples", () => new ReverseRule(latents, classes, support))
            : null;
    }

    private int Count => _logPriors.Length;

    /// <summary>For each image one number for each class; where only the best class counts, what cannot change it is not computed.
    /// </summary>
    public float[][] Of(IReadOnlyList<float[]> images, bool forAnswers)
    {
        using var scope = NewDisposeScope();
        using var untracked = no_grad();
        var decoded = _options.Rule == ClassificationRule.Reranked ? _options.EmbeddingShortList : Count;
        var perBatch = Math.Max(1, PairsPerBatch / Math.Min(decoded, Count));
        return NativeCall.Guard<float[][]>(
            "Classifying", () => [.. images.Chunk(perBatch).SelectMany(batch => Batch(batch, forAnswers))]);
    }

    public void Dispose() => _reverseRule?.Dispose();

    private float[][] Batch(float[][] images, bool forAnswers)
    {
        using var scope = NewDisposeScope();
        if (_options.Rule == ClassificationRule.EmbeddingDistance)
            return Rows(EmbeddingProximity(images));

        var x = _latents.Images(Array.ConvertAll(images, Binarization.Of));
        var elements = _latents.ElementMeans(x);
        if (_options.Rule == ClassificationRule.Reranked)
            return Reranked(images, x, elements);

        var values = Rows(PointEstimate(x, elements, All(images.Length)));
        for (var i = 0; _options.Rule != ClassificationRule.PointEstimate && i < images.Length; i++)
        {
            var listed = ShortList.Of(Joint(values[i]), _options.ShortList, _options.ShortListMargin ?? double.PositiveInfinity);
            if (forAnswers && listed.Length == 1)
                continue;

            using var row = tensor(new[] { (long)i }, device: _latents.Device);
            var better = _reverseRule is null
                ? ImportanceSampled(listed, x.index_select(0, row))
                : Bidirectional(_reverseRule, listed, values[i], images[i]);
            ShortList.Replace(values[i], listed, better);
        }

        return values;
    }

    private float[][] Reranked(float[][] images, Tensor x, Tensor? elements)
    {
        var values = Rows(EmbeddingProximity(images));
        var listed = Array.ConvertAll(values, scores => ShortList.Of(Joint(scores), _options.EmbeddingShortList));
        (long, long)[] pairs = [.. listed.SelectMany((classes, image) => classes.Select(k => ((long)image, (long)k)))];
        var decoded = PointEstimate(x, elements, pairs).cpu().data<float>().ToArray();
        for (var (i, start) = (0, 0); i < values.Length; start += listed[i++].Length)
            ShortList.Replace(values[i], listed[i], decoded.AsSpan(start, listed[i].Length));

        return values;
    }

    private (long Image, long Class)[] All(int images)
        => [.. from image in Enumerable.Range(0, images) from item in Enumerable.Range(0, Count) select ((long)image, (long)item)];

    private float[][] Rows(Tensor values) => [.. values.cpu().data<float>().ToArray().Chunk(Count)];

    private float[] Joint(float[] values) => [.. values.Zip(_logPriors, (value, prior) => value + prior)];

    /// <summary>Minus half the squared distance of the image's embedding from each class's, in the class's deviations, [N, classes].
    /// </summary>
    private Tensor EmbeddingProximity(float[][] images)
    {
        var embeddings = _latents.InferClasses(images).Mean;
        var difference = embeddings.flatten(1).unsqueeze(1) - _classes.Mean.flatten(1).unsqueeze(0);
        return (difference.Squared() * (-_classes.LogVariance).exp().flatten(1).unsqueeze(0)).sum(2).Times(-0.5);
    }

    private Tensor PointEstimate(Tensor x, Tensor? elements, (long Image, long Class)[] pairs)
        => _latents.LogLikelihood(x, _classes.Mean, elements, pairs);

    /// <summary>log E over q(c; D) of p(x | c) (section 6.4.1) of one image.</summary>
    private float[] ImportanceSampled(int[] listed, Tensor x)
    {
        using var scope = NewDisposeScope();
        var likelihood = new ConditionalLikelihood(_latents, x, _options.TransformSamples, _options.Seed);
        return Array.ConvertAll(listed, k =>
        {
            using var inner = NewDisposeScope();

            // Each class has samples of its own: what the others on the list are does not change its value.
            using var noise = new SeededGenerator(SeededGenerator.Derive(_options.Seed, k), _latents.Device);
            var c = _classes.Rows(NumberTensor.Full([_options.ClassSamples], k, int64, _latents.Device)).Sample(noise);
            var mean = likelihood.Given(c).logsumexp(0).Minus(Math.Log(_options.ClassSamples));
            return (float)mean.item<double>();
        });
    }

    private float[] Bidirectional(ReverseRule rule, int[] listed, float[] values, float[] image)
    {
        var reverse = rule.LogRatios(listed, _latents.InferClasses([image]).Mean);
        return [.. listed.Select((k, place) => (float)(values[k] + (_options.ReverseWeight * reverse[place])))];
    }
}
