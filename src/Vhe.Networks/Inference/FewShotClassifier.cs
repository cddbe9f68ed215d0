using Vhe.Networks.Data;
using Vhe.Networks.Distributions;
using Vhe.Networks.Models;

namespace Vhe.Networks.Inference;

/// <summary>
/// Classifies images of classes that the model has never seen, from one to a few examples of each, by the likelihood of the image
/// given the class's examples (section 6.4.1), or by a faster rule. Examples are encoded as they are; the image is scored as a
/// binary one, with as much ink as it has.
/// </summary>
/// <remarks>Safe for concurrent use. It holds the posteriors of its classes, and the model, which it does not dispose.</remarks>
public sealed class FewShotClassifier : IDisposable
{
    private bool _shared;
    private readonly ClassLatents _latents;
    private readonly DiagonalGaussian _classes;
    private readonly float[] _logPriors;
    private readonly ClassScores _scores;

    /// <summary>Infers q(c; D) of every class.</summary>
    /// <param name="model">A trained model.</param>
    /// <param name="support">The examples of every class, of the model's image shape.</param>
    /// <param name="options">How likelihoods are estimated; <see cref="ClassificationRule.PointEstimate"/> when null.</param>
    /// <exception cref="ArgumentException">The images are of another shape than the model's, or a prior is of a class that there
    /// is not.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An option is outside its range.</exception>
    public FewShotClassifier(VheModel model, GroupedImages support, ClassificationOptions? options = null)
        : this(model, support, options ?? new ClassificationOptions(), new Dictionary<string, ClassCalibration>(StringComparer.Ordinal))
    {
    }

    /// <summary>With what <see cref="UnknownDetector"/> has computed of some classes before.</summary>
    internal FewShotClassifier(
        VheModel model,
        GroupedImages support,
        ClassificationOptions options,
        IReadOnlyDictionary<string, ClassCalibration> calibration)
        : this(ClassLatents.Of(model), support, options, calibration)
    {
    }

    private FewShotClassifier(
        ClassLatents latents,
        GroupedImages support,
        ClassificationOptions options,
        IReadOnlyDictionary<string, ClassCalibration> calibration)
        : this(latents, support, options, Infer(latents, support, options), calibration)
    {
    }

    private FewShotClassifier(
        ClassLatents latents,
        GroupedImages support,
        ClassificationOptions options,
        DiagonalGaussian classes,
        IReadOnlyDictionary<string, ClassCalibration> calibration)
    {
        (_latents, Support, Options, _classes) = (latents, support, options, classes);
        ClassNames = [.. support.Classes.Select(item => item.Name)];
        _logPriors = options.LogPriors(ClassNames);
        _scores = new ClassScores(latents, classes, support, options, _logPriors);
        Unknown = new UnknownDetector(latents, classes, support, options, calibration);
    }

    /// <summary>The classes, in the order of all results.</summary>
    public IReadOnlyList<string> ClassNames { get; }

    /// <summary>The examples of every class.</summary>
    public GroupedImages Support { get; }

    /// <summary>How likelihoods are estimated.</summary>
    public ClassificationOptions Options { get; }

    /// <summary>Tells whether images are of one of the classes at all. It lives as long as this classifier.</summary>
    public UnknownDetector Unknown { get; }

    /// <summary>log p(x | D) of every class, or what the rule has in its place; without the priors.</summary>
    /// <param name="image">An image of the model's shape.</param>
    /// <returns>One number for each class, in nats.</returns>
    /// <exception cref="ArgumentException">The image is not of the model's shape, or not in [0, 1].</exception>
    public float[] LogLikelihoods(float[] image) => LogLikelihoods([image])[0];

    /// <summary>The same for many images at once.</summary>
    /// <param name="images">Images of the model's shape.</param>
    /// <returns>For each image one number for each class, in nats.</returns>
    /// <exception cref="ArgumentException">An image is not of the model's shape, or not in [0, 1].</exception>
    /// <exception cref="VheException">The model gives no finite likelihood.</exception>
    public float[][] LogLikelihoods(IReadOnlyList<float[]> images) => Scores(Checked(images), forAnswers: false);

    /// <summary>The posterior over the classes: the softmax of log-likelihood + log prior.</summary>
    /// <param name="logLikelihoods">log p(x | D) of every class, in nats.</param>
    /// <returns>One probability for each class.</returns>
    /// <exception cref="ArgumentException">There are not as many numbers as classes.</exception>
    public float[] Posterior(IReadOnlyList<float> logLikelihoods)
    {
        var joint = Joint(logLikelihoods);
        var max = joint.Max();
        var weights = Array.ConvertAll(joint, value => Math.Exp(value - max));
        var sum = weights.Sum();
        return Array.ConvertAll(weights, weight => (float)(weight / sum));
    }

    /// <summary>The class of the highest posterior.</summary>
    /// <param name="logLikelihoods">log p(x | D) of every class, in nats.</param>
    /// <returns>Its index in <see cref="ClassNames"/>.</returns>
    /// <exception cref="ArgumentException">There are not as many numbers as classes.</exception>
    public int Best(IReadOnlyList<float> logLikelihoods)
    {
        var joint = Joint(logLikelihoods);
        return Array.IndexOf(joint, joint.Max());
    }

    /// <summary>The best class of each image alone, priors included. What cannot change the answer is not computed: under the
    /// paper's and the mutual rule an image whose short list is one class costs what it costs under the cheap rule.</summary>
    /// <param name="images">Images of the model's shape.</param>
    /// <returns>For each image the index of its class in <see cref="ClassNames"/>.</returns>
    /// <exception cref="ArgumentException">An image is not of the model's shape, or not in [0, 1].</exception>
    public int[] Classify(IReadOnlyList<float[]> images) => ClassifyChecked(Checked(images));

    /// <summary>A classifier of one class more. Only that class is inferred, and of its examples only what <see cref="Unknown"/>
    /// needs, if it has been asked before; under the mutual rule all examples are scored anew.</summary>
    /// <param name="name">The new class, which comes last. Its prior weight is 1.</param>
    /// <param name="images">Its examples, one or more of the model's shape.</param>
    /// <returns>A classifier that the caller disposes, apart from this one; both share the model and the images.</returns>
    /// <exception cref="ArgumentException">There is such a class, also if its name differs only in case or Unicode normal form;
    /// there is no image, or one is not of the model's shape or not in [0, 1]. The message names the class.</exception>
    public FewShotClassifier WithClass(string name, IReadOnlyList<float[]> images)
    {
        var support = Support.With(new ImageClass(name, images));
        return Derive(support, Options, "Encoding the examples", () =>
        {
            var q = _latents.InferClass(support.Classes[^1].Images);
            return (cat(new[] { _classes.Mean, q.Mean }, 0), cat(new[] { _classes.LogVariance, q.LogVariance }, 0));
        });
    }

    /// <summary>A classifier of one class less. Nothing is inferred anew, but for the mutual rule, as by <see cref="WithClass"/>.
    /// </summary>
    /// <param name="name">The class to leave out, with its prior.</param>
    /// <returns>A classifier that the caller disposes, apart from this one; both share the model and the images.</returns>
    /// <exception cref="ArgumentException">There is no such class, or no other. The message names it.</exception>
    public FewShotClassifier WithoutClass(string name)
    {
        var kept = Support.Classes.Where(item => item.Name != name).ToArray();
        if (kept.Length == ClassNames.Count)
            throw new ArgumentException($"There is no class '{name}'.", nameof(name));

        if (kept.Length == 0)
            throw new ArgumentException($"'{name}' is the only class; a classifier needs one.", nameof(name));

        return Derive(Support.Only(kept), Options.Without(name), "Leaving out a class", () =>
        {
            var indices = Enumerable.Range(0, ClassNames.Count).Where(k => ClassNames[k] != name).Select(k => (long)k).ToArray();
            var rest = _classes.Rows(tensor(indices, device: _latents.Device));
            return (rest.Mean, rest.LogVariance);
        });
    }

    /// <summary>Frees the classifier's memory. That of a transformer (<c>FewShotClassifierTransformer.Classifier</c>) belongs to the
    /// pipeline: disposing it does nothing.</summary>
    public void Dispose()
    {
        if (_shared)
            return;

        _scores.Dispose();
        _classes.Mean.Dispose();
        _classes.LogVariance.Dispose();
    }

    /// <summary>Leaves the memory to the garbage collector: pipelines share the classifier.</summary>
    internal FewShotClassifier Share()
    {
        _shared = true;
        return this;
    }

    /// <summary>The best class of each image, of images that are checked.</summary>
    internal int[] ClassifyChecked(IReadOnlyList<float[]> images) => Array.ConvertAll(Scores(images, forAnswers: true), Best);

    private static DiagonalGaussian Infer(ClassLatents latents, GroupedImages support, ClassificationOptions options)
    {
        ArgumentNullException.ThrowIfNull(support);
        if (support.Shape != latents.Model.ImageShape)
        {
            throw new ArgumentException(
                $"The images are {support.Shape}; the model takes {latents.Model.ImageShape}.", nameof(support));
        }

        options.Validate();
        options.LogPriors([.. support.Classes.Select(item => item.Name)]);
        return Own("Encoding the examples", () =>
        {
            var posteriors = support.Classes.Select(item => latents.InferClass(item.Images)).ToArray();
            return (cat(posteriors.Select(q => q.Mean).ToArray(), 0), cat(posteriors.Select(q => q.LogVariance).ToArray(), 0));
        });
    }

    private static DiagonalGaussian Own(string what, Func<(Tensor Mean, Tensor LogVariance)> infer)
    {
        using var scope = NewDisposeScope();
        using var untracked = no_grad();
        var (mean, logVariance) = NativeCall.Guard(what, infer);
        return new DiagonalGaussian(mean.DetachFromDisposeScope(), logVariance.DetachFromDisposeScope());
    }

    private FewShotClassifier Derive(
        GroupedImages support, ClassificationOptions options, string what, Func<(Tensor Mean, Tensor LogVariance)> infer)
        => new(_latents, support, options, Own(what, infer), Unknown.SoFar);

    /// <summary>log p(x | D) + log p(class), up to a constant.</summary>
    private double[] Joint(IReadOnlyList<float> logLikelihoods)
    {
        ArgumentNullException.ThrowIfNull(logLikelihoods);
        return logLikelihoods.Count == ClassNames.Count
            ? [.. logLikelihoods.Zip(_logPriors, (value, prior) => (double)value + prior)]
            : throw new ArgumentException(
                $"There are {logLikelihoods.Count} log-likelihoods of {ClassNames.Count} classes.", nameof(logLikelihoods));
    }

    private IReadOnlyList<float[]> Checked(IReadOnlyList<float[]> images)
    {
        ArgumentNullException.ThrowIfNull(images);
        return images.Count == 0 ? images : GroupedImages.Check(_latents.Model.ImageShape, "query", images);
    }

    private float[][] Scores(IReadOnlyList<float[]> images, bool forAnswers)
    {
        var scores = _scores.Of(images, forAnswers);
        return Array.TrueForAll(scores, values => Array.TrueForAll(values, float.IsFinite))
            ? scores
            : throw VheException.NotFinite();
    }
}
