using Vhe.Networks.Distributions;
using Vhe.Networks.Models;
using static TorchSharp.torch;

namespace Vhe.Networks.Inference;

/// <summary>Estimates of likelihoods by importance weighting over q(c; D) and q(t; x), or q(z; x, c).</summary>
/// <param name="network">A model of <see cref="ClassLatents"/>, in evaluation mode.</param>
/// <param name="device">Where it is.</param>
/// <param name="options">How many samples.</param>
internal sealed class ImportanceWeighting(VariationalHomoencoder network, Device device, LikelihoodOptions options)
{
    // A class template is large, and the prior keeps many feature maps of each.
    private const int ClassSamplesPerBatch = 50;

    /// <summary>log p(X) = log E over q(c; D) of p(c) / q(c; D) * product over x in X of p(x | c).</summary>
    /// <param name="x">X, [N, C, H, W].</param>
    /// <param name="d">D, [S, C, H, W]; X itself in the paper. Any D gives a valid estimate, a better one a nearer one.</param>
    /// <returns>In nats, of all of X together.</returns>
    public double LogJoint(Tensor x, Tensor d) => LogMean(x, d, (prior, q, c, logLikelihoods) =>
        logLikelihoods.sum(1).Plus((prior.Given(c, []).LogProbability(c) - q.LogProbability(c)).to(float64)));

    /// <summary>log E over q(c; D) of product over x in X of p(x | c).</summary>
    /// <param name="x">X, [N, C, H, W], without an image of D.</param>
    /// <param name="d">D, [S, C, H, W].</param>
    /// <returns>In nats, of all of X together.</returns>
    public double LogConditional(Tensor x, Tensor d) => LogMean(x, d, (_, _, _, logLikelihoods) => logLikelihoods.sum(1));

    private double LogMean(Tensor x, Tensor d, Func<Prior, DiagonalGaussian, Tensor, Tensor, Tensor> logTerms)
    {
        using var scope = NewDisposeScope();
        using var untracked = no_grad();
        using var classNoise = new SeededGenerator(SeededGenerator.Derive(options.Seed, 1), device);
        var latent = ClassLatents.Of(network).Class;
        var posterior = latent.Encoder.Infer(d.unsqueeze(0), []);
        var likelihood = new ConditionalLikelihood(
            network, device, x, options.ElementSamples, SeededGenerator.Derive(options.Seed, 0));
        var parts = new List<Tensor>();
        for (var drawn = 0; drawn < options.ClassSamples; drawn += ClassSamplesPerBatch)
        {
            using var batch = NewDisposeScope();
            var count = Math.Min(ClassSamplesPerBatch, options.ClassSamples - drawn);
            var q = posterior.Rows(zeros(count, dtype: int64, device: device));
            var c = q.Sample(classNoise);
            parts.Add(logTerms(latent.Prior, q, c, likelihood.Given(c)).MoveToOuterDisposeScope());
        }

        return cat(parts.ToArray(), 0).logsumexp(0).Minus(Math.Log(options.ClassSamples)).item<double>();
    }
}
