using Vhe.Networks.Distributions;
using Vhe.Networks.Models;
using static TorchSharp.torch;

namespace Vhe.Networks.Inference;

/// <summary>
/// Classification by expected conditional likelihood (section 6.4.1): E over q(c; D) of p(x | c), the inner integral
/// p(x | c) = E over q(t; x) of p(t) / q(t; x) * p(x | c, t) by importance sampling.
/// </summary>
/// <param name="model">The model.</param>
/// <param name="classes">q(c; D) of every class.</param>
/// <param name="options">How many samples, and of how many classes.</param>
internal sealed class PaperRule(VheModel model, DiagonalGaussian classes, ClassificationOptions options)
{
    /// <summary>log E over q(c; D) of p(x | c) of some classes.</summary>
    /// <param name="indices">Which classes.</param>
    /// <param name="x">[1, C, H, W]: the image.</param>
    /// <param name="transform">q(t; x).</param>
    /// <returns>One number for each of the classes, in nats.</returns>
    public float[] LogLikelihoods(int[] indices, Tensor x, DiagonalGaussian transform)
    {
        using var scope = NewDisposeScope();
        using var noise = new NoiseSource(options.Seed, model.Device);
        var many = new DiagonalGaussian(Repeat(transform.Mean), Repeat(transform.LogVariance));
        var t = many.Sample(noise);
        var standard = new DiagonalGaussian(zeros_like(t), zeros_like(t));
        var logWeights = standard.LogProbability(t) - many.LogProbability(t);
        return Array.ConvertAll(indices, k =>
        {
            // Each class has samples of its own: what the others on the list are does not change its value.
            using var classNoise = new NoiseSource(NoiseSource.Derive(options.Seed, k), model.Device);
            return LogLikelihood(k, x, t, logWeights, classNoise);
        });

        Tensor Repeat(Tensor value) => value.repeat(options.TransformSamples, 1);
    }

    private float LogLikelihood(int index, Tensor x, Tensor t, Tensor logWeights, NoiseSource noise)
    {
        using var scope = NewDisposeScope();
        long samples = options.ClassSamples, transforms = options.TransformSamples;
        using var row = tensor(new[] { (long)index }, device: model.Device);
        var one = classes.Rows(row);
        var many = new DiagonalGaussian(one.Mean.repeat(samples, 1, 1, 1), one.LogVariance.repeat(samples, 1, 1, 1));
        var c = many.Sample(noise);
        var logLikelihoods = DecoderBatches.LogLikelihood(model, samples * transforms, pairs =>
        {
            var sample = pairs.div(transforms, RoundingMode.floor);
            var transform = pairs - (sample * transforms);
            return (x.expand(pairs.shape[0], -1, -1, -1), [c.index_select(0, sample), t.index_select(0, transform)]);
        });

        // Log space and float64: the terms differ by tens of nats.
        var logJoint = logLikelihoods.view(samples, transforms) + logWeights;
        var mean = logJoint.to(float64).flatten().logsumexp(0) - Math.Log(samples * transforms);
        return (float)mean.item<double>();
    }
}
