using Vhe.Networks.Data;
using Vhe.Networks.Distributions;

namespace Vhe.Networks.Inference;

/// <summary>
/// The fit the other way round: how well a class's examples are explained by the code of the image. In a perfect model
/// p(x | D) / p(x) and p(D | x) / p(D) are the same number; this estimates the second, for one example, and errs on other images than
/// the estimate of the first does. The codes of other classes explain the examples worse than p(D), their own code better: the mean
/// of both, in nats, stands for it.
/// </summary>
internal sealed class ReverseRule : IDisposable
{
    // The logarithm of p(D) only has to be right up to what all classes share: some ten pairs of an example and another class's
    // code, which the examples of a class share, tell it nearly as well as many more.
    private const int References = 10;

    private readonly ClassLatents _latents;
    private readonly Tensor _examples;
    private readonly Tensor? _elements;
    private readonly int[] _starts;
    private readonly double[] _levels;

    /// <summary>Scores the examples of every class under their own codes and under those of other classes.</summary>
    public ReverseRule(ClassLatents latents, DiagonalGaussian classes, GroupedImages support)
    {
        using var untracked = no_grad();
        using var scope = NewDisposeScope();
        _latents = latents;
        _starts = new int[support.Classes.Count + 1];
        for (var k = 0; k < support.Classes.Count; k++)
            _starts[k + 1] = _starts[k] + support.Classes[k].Images.Count;

        var binary = support.Classes.SelectMany(item => item.Images).Select(Binarization.Of).ToArray();
        _examples = latents.Images(binary).DetachFromDisposeScope();
        _elements = latents.ElementMeans(_examples)?.DetachFromDisposeScope();
        _levels = [.. support.Classes.Select((item, k) => Level(k, classes.Mean, item.Images))];
    }

    /// <summary>The mean over a class's examples d of log p(d | c of the image), less what stands for log p(d).</summary>
    public double[] LogRatios(int[] indices, Tensor code) => Array.ConvertAll(indices, k => Mean(k, code) - _levels[k]);

    public void Dispose()
    {
        _examples.Dispose();
        _elements?.Dispose();
    }

    /// <summary>What stands for the mean of log p(d) over a class's examples d.</summary>
    private double Level(int index, Tensor classes, IReadOnlyList<float[]> images)
    {
        using var scope = NewDisposeScope();
        var codes = _latents.InferClasses(images).Mean;
        var own = LogLikelihood([.. images.Select((_, i) => ((long)(_starts[index] + i), (long)i))], codes);
        var others = Pairs(index, images.Count);
        return others.Length == 0 ? own : (own + LogLikelihood(others, classes)) / 2;
    }

    /// <summary>Every example of a class as often as any other, with codes of other classes, spread evenly over all of them.</summary>
    private (long Example, long Embedding)[] Pairs(int index, int examples)
    {
        var others = _starts.Length - 2;
        var count = examples * Math.Min((References + examples - 1) / examples, others);
        return [.. Enumerable.Range(0, count).Select(i
            => ((long)(_starts[index] + (i % examples)), (index + 1 + ((long)i * others / count)) % (others + 1)))];
    }

    /// <summary>The mean of log p(d | c) over the examples d of a class.</summary>
    private double Mean(int index, Tensor code) => LogLikelihood(
        [.. Enumerable.Range(_starts[index], _starts[index + 1] - _starts[index]).Select(example => ((long)example, 0L))], code);

    private double LogLikelihood((long Example, long Embedding)[] pairs, Tensor codes)
    {
        using var scope = NewDisposeScope();
        return _latents.LogLikelihood(_examples, codes, _elements, pairs).to(float64).mean().item<double>();
    }
}
