using Vhe.Networks.Data;
using Vhe.Networks.Distributions;
using Vhe.Networks.Models;

namespace Vhe.Networks.Inference;

/// <summary>
/// How likely images are under a model, by importance weighting over the latents (sections 4.2 and 6.4.1). In expectation an estimate
/// of log p(X) or log p(x) lies below the truth and rises with the number of samples; one of log p(x | D) does so for what q(c; D)
/// makes of it, see <see cref="LogConditional(float[], IReadOnlyList{float[]})"/>.
/// </summary>
/// <remarks>
/// Safe for concurrent use. The images that are scored are taken as they are: the model is one of binary images, so that gray ones
/// should be binarized before. Examples D may be gray. Numbers of differently resized or binarized images cannot be compared.
/// </remarks>
public sealed class LikelihoodEstimator
{
    // A class template is large, and the prior keeps many feature maps of each.
    private const int ClassSamplesPerBatch = 50;

    private readonly ClassLatents _latents;
    private readonly LikelihoodOptions _options;

    /// <summary>Creates an estimator.</summary>
    /// <param name="model">A trained model, which it does not dispose.</param>
    /// <param name="options">How many samples; 20 of c and 10 of t when null.</param>
    /// <exception cref="ArgumentException">The model has styles.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An option is outside its range.</exception>
    public LikelihoodEstimator(VheModel model, LikelihoodOptions? options = null)
    {
        _latents = ClassLatents.Of(model);
        _options = options ?? new LikelihoodOptions();
        _options.Validate();
    }

    /// <summary>log p(X): of images of one class together.</summary>
    /// <param name="images">X: one or more images of the model's shape.</param>
    /// <param name="support">D, which q(c; D) is inferred from; X itself when null.</param>
    /// <returns>In nats, of all of X together; divide by the number of images for the joint likelihood an image.</returns>
    /// <exception cref="ArgumentException">There is no image, or one is not of the model's shape or not in [0, 1].</exception>
    /// <exception cref="VheException">The model gives no finite likelihood.</exception>
    public double LogJoint(IReadOnlyList<float[]> images, IReadOnlyList<float[]>? support = null)
        => Estimate(images, support ?? images, LogJoint);

    /// <summary>log p(x): of one image of a class of which nothing is known.</summary>
    /// <param name="image">An image of the model's shape.</param>
    /// <returns>In nats.</returns>
    /// <exception cref="ArgumentException">The image is not of the model's shape, or not in [0, 1].</exception>
    /// <exception cref="VheException">The model gives no finite likelihood.</exception>
    public double LogMarginal(float[] image) => LogJoint([image]);

    /// <summary>log p(x | D): of one image of a class with examples, as log E over q(c; D) of p(x | c) (section 6.4.1). Where q(c; D) is
    /// not p(c | D), that may lie on either side of log p(x | D).</summary>
    /// <param name="image">An image of the model's shape that is not among the examples.</param>
    /// <param name="support">D: one or more images of the class.</param>
    /// <returns>In nats.</returns>
    /// <exception cref="ArgumentException">There is no example, or an image is not of the model's shape or not in [0, 1].</exception>
    /// <exception cref="VheException">The model gives no finite likelihood.</exception>
    public double LogConditional(float[] image, IReadOnlyList<float[]> support)
        => Estimate([image], support, LogConditional);

    /// <summary>log p(X) of X [N, C, H, W], with q(c; D).</summary>
    internal double LogJoint(Tensor x, Tensor d) => LogMean(x, d, (prior, q, c, logLikelihoods)
        => logLikelihoods.sum(1).Plus((prior.Given(c, []).LogProbability(c) - q.LogProbability(c)).to(float64)));

    /// <summary>log E over q(c; D) of p(X | c).</summary>
    internal double LogConditional(Tensor x, Tensor d) => LogMean(x, d, (_, _, _, logLikelihoods) => logLikelihoods.sum(1));

    private double Estimate(IReadOnlyList<float[]> images, IReadOnlyList<float[]> support, Func<Tensor, Tensor, double> estimate)
    {
        var shape = _latents.Model.ImageShape;
        var (x, d) = (GroupedImages.Check(shape, "X", images), GroupedImages.Check(shape, "D", support));
        using var scope = NewDisposeScope();
        var value = NativeCall.Guard("Estimating a likelihood", () => estimate(_latents.Images(x), _latents.Images(d)));
        return double.IsFinite(value) ? value : throw VheException.NotFinite();
    }

    /// <summary>The log of the mean over samples c of the terms, which get p(c), q(c; D), c [K, ...] and log p(x | c) [K, N].</summary>
    private double LogMean(Tensor x, Tensor d, Func<Prior, DiagonalGaussian, Tensor, Tensor, Tensor> logTerms)
    {
        using var scope = NewDisposeScope();
        using var untracked = no_grad();
        using var classNoise = new SeededGenerator(SeededGenerator.Derive(_options.Seed, 1), _latents.Device);
        var posterior = _latents.Class.Encoder.Infer(d.unsqueeze(0), []);
        var likelihood = new ConditionalLikelihood(
            _latents, x, _options.ElementSamples, SeededGenerator.Derive(_options.Seed, 0));
        var parts = new List<Tensor>();
        for (var drawn = 0; drawn < _options.ClassSamples; drawn += ClassSamplesPerBatch)
        {
            using var batch = NewDisposeScope();
            var count = Math.Min(ClassSamplesPerBatch, _options.ClassSamples - drawn);
            var q = posterior.Rows(zeros(count, dtype: int64, device: _latents.Device));
            var c = q.Sample(classNoise);
            parts.Add(logTerms(_latents.Class.Prior, q, c, likelihood.Given(c)).MoveToOuterDisposeScope());
        }

        return cat(parts.ToArray(), 0).logsumexp(0).Minus(Math.Log(_options.ClassSamples)).item<double>();
    }
}
