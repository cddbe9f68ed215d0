using Vhe.MLNet.Likelihood;
using Vhe.Networks;
using Vhe.Networks.Data;
using Vhe.Networks.Inference;
using Vhe.Networks.Models;

namespace Vhe.MLNet.Services;

/// <summary>
/// A model and a classifier on it: all that answers a call. Immutable and thread-safe. Snapshots that differ only in their
/// classes share the model, and each holds a lease on it.
/// </summary>
internal sealed class Snapshot : IDisposable
{
    private readonly Leased<VheModel> _model;
    private readonly ImageScorer _scorer;

    private Snapshot(Leased<VheModel> model, FewShotClassifier classifier, bool detectUnknown)
    {
        (_model, Classifier, DetectsUnknown) = (model, classifier, detectUnknown);
        _scorer = new ImageScorer(Model, new LikelihoodOptions(), labelColumnName: null, classifier.Support);
    }

    /// <summary>The model.</summary>
    public VheModel Model => _model.Value;

    /// <summary>The classifier.</summary>
    public FewShotClassifier Classifier { get; }

    /// <summary>Whether answers say what is of none of the classes.</summary>
    public bool DetectsUnknown { get; }

    /// <summary>Fits a classifier, calibrates it for the unknown if that is told, and tries it: no call waits for that, and a
    /// model that gives no answers never comes into use.</summary>
    /// <param name="model">The model, which the snapshot owns from now on, also if this fails.</param>
    /// <param name="support">The examples.</param>
    /// <param name="options">The rule.</param>
    /// <param name="detectUnknown">Whether answers say what is of none of the classes.</param>
    /// <returns>The snapshot.</returns>
    /// <exception cref="VheException">The model gives no finite likelihoods.</exception>
    public static Snapshot Create(VheModel model, GroupedImages support, ClassificationOptions options, bool detectUnknown)
        => Create(
            new Leased<VheModel>(model),
            () => new FewShotClassifier(model, support, options),
            detectUnknown,
            snapshot => snapshot.ClassifyCanary());

    /// <summary>A snapshot of one class more, of the same model.</summary>
    /// <param name="name">The class.</param>
    /// <param name="images">Its examples.</param>
    /// <returns>Another snapshot; this one stays as it is.</returns>
    /// <exception cref="ArgumentException">As of <see cref="FewShotClassifier.WithClass"/>.</exception>
    public Snapshot WithClass(string name, IReadOnlyList<float[]> images) => Derive(() => Classifier.WithClass(name, images));

    /// <summary>A snapshot of one class less, of the same model.</summary>
    /// <param name="name">The class.</param>
    /// <returns>Another snapshot; this one stays as it is.</returns>
    /// <exception cref="ArgumentException">As of <see cref="FewShotClassifier.WithoutClass"/>.</exception>
    public Snapshot WithoutClass(string name) => Derive(() => Classifier.WithoutClass(name));

    /// <summary>Classifies an image.</summary>
    /// <param name="image">A vector of the model's size.</param>
    /// <returns>The answer.</returns>
    /// <exception cref="VheException">The model gives no finite likelihood.</exception>
    public FewShotAnswer Classify(float[] image)
    {
        var logLikelihoods = Classifier.LogLikelihoods(image);
        var best = Classifier.Best(logLikelihoods);
        bool? known = DetectsUnknown ? Classifier.Unknown.AreKnown([image], [best])[0] : null;
        var posterior = Classifier.Posterior(logLikelihoods);
        return new FewShotAnswer(
            known == false ? null : Classifier.ClassNames[best],
            posterior[best],
            logLikelihoods[best],
            known,
            [.. Classifier.ClassNames.Zip(posterior, (name, probability) => new ClassProbability(name, probability))]);
    }

    /// <summary>Classifies an example of the first class, to see whether the model works.</summary>
    /// <returns>The answer.</returns>
    /// <exception cref="VheException">The model gives no finite likelihood, or libtorch fails.</exception>
    public FewShotAnswer ClassifyCanary() => Classify(Classifier.Support.Classes[0].Images[0]);

    /// <summary>log p(x), or log p(x | D).</summary>
    /// <param name="image">A vector of the model's size.</param>
    /// <param name="className">A class, or null.</param>
    /// <returns>In nats.</returns>
    /// <exception cref="ArgumentException">There is no such class.</exception>
    public double Score(float[] image, string? className)
        => className is null ? _scorer.LogLikelihood(image) : _scorer.LogLikelihood(image, Class(className).Name);

    /// <summary>A class.</summary>
    /// <param name="name">Its name.</param>
    /// <returns>The class.</returns>
    /// <exception cref="ArgumentException">There is no such class; the message names it.</exception>
    public ImageClass Class(string name)
        => Classifier.Support.Classes.FirstOrDefault(item => item.Name == name)
            ?? throw new ArgumentException($"There is no class '{name}' among the {Classifier.ClassNames.Count} of the service.");

    /// <inheritdoc/>
    public void Dispose()
    {
        Classifier.Dispose();
        _model.Return();
    }

    private static Snapshot Create(
        Leased<VheModel> model, Func<FewShotClassifier> fit, bool detectUnknown, Action<Snapshot> prepare)
    {
        FewShotClassifier? classifier = null;
        try
        {
            classifier = fit();
            var snapshot = new Snapshot(model, classifier, detectUnknown);
            prepare(snapshot);
            return snapshot;
        }
        catch
        {
            classifier?.Dispose();
            model.Return();
            throw;
        }
    }

    // Of a model that is in use already nothing else has to be tried: a canary would double the time to add a class.
    private void Calibrate() => _ = DetectsUnknown ? Classifier.Unknown.Threshold : 0;

    // Whoever derives holds a lease on this snapshot, which holds one on the model: there is always one more to take.
    private Snapshot Derive(Func<FewShotClassifier> fit)
        => _model.TryTake()
            ? Create(_model, fit, DetectsUnknown, snapshot => snapshot.Calibrate())
            : throw new ObjectDisposedException(nameof(IFewShotService));
}
