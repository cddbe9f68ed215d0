using System.Runtime.CompilerServices;
using Vhe.MLNet.Likelihood;

namespace Vhe.MLNet.Services;

/// <summary>
/// A model and a classifier on it: everything that answers a call. Immutable and thread-safe. A service and each of its calls
/// hold one reference: <see cref="AddReference"/> takes one, <see cref="Dispose"/> gives it back. The last one frees the
/// classifier, and the model if no other state uses it.
/// </summary>
internal sealed class ServiceState : IDisposable
{
    private readonly ImageScorer _scorer;

    // States that differ only in their classes share the model, and this count of them.
    private readonly StrongBox<int> _statesOfModel;
    private int _references = 1;

    private ServiceState(VheModel model, StrongBox<int> statesOfModel, FewShotClassifier classifier, bool detectsUnknown)
    {
        (Model, _statesOfModel, Classifier, DetectsUnknown) = (model, statesOfModel, classifier, detectsUnknown);
        _scorer = new ImageScorer(model, new LikelihoodOptions(), labelColumnName: null, classifier.Support);
        Interlocked.Increment(ref statesOfModel.Value);
    }

    public VheModel Model { get; }

    public FewShotClassifier Classifier { get; }

    /// <summary>Whether answers say that an image is of none of the classes.</summary>
    public bool DetectsUnknown { get; }

    /// <summary>Fits the classifier, and tries it once: no call waits for a calibration, and a model without finite answers never
    /// comes into use. Takes over the model, also on failure.</summary>
    /// <exception cref="VheException">The model gives no finite likelihoods.</exception>
    public static ServiceState Create(VheModel model, GroupedImages support, FewShotServiceOptions options)
    {
        FewShotClassifier? classifier = null;
        try
        {
            classifier = new FewShotClassifier(model, support, options.ToClassification());
            var state = new ServiceState(model, new StrongBox<int>(), classifier, options.DetectUnknown);
            state.ClassifyCanary();
            return state;
        }
        catch
        {
            classifier?.Dispose();
            model.Dispose();
            throw;
        }
    }

    /// <summary>One more reference to this state, for a caller that holds one already or keeps it from being freed.</summary>
    public ServiceState AddReference()
    {
        Interlocked.Increment(ref _references);
        return this;
    }

    /// <summary>The same model with one more class.</summary>
    public ServiceState WithClass(string name, IReadOnlyList<float[]> images)
        => Classifier.ClassNames.Contains(name, ClassNameComparer.Instance)
            ? throw new DuplicateClassException(name)
            : Derive(Classifier.WithClass(name, images));

    /// <summary>The same model with one class less.</summary>
    public ServiceState WithoutClass(string name)
        => Classifier.ClassNames is [var only] && only == name
            ? throw new InvalidOperationException($"Class '{name}' is the only one of the service, which needs at least one.")
            : Derive(Classifier.WithoutClass(FindClass(name).Name));

    /// <exception cref="UnknownClassException">There is no such class.</exception>
    public ImageClass FindClass(string name)
        => Classifier.Support.Classes.FirstOrDefault(item => item.Name == name) ?? throw new UnknownClassException(name);

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
            new OrderedDictionary<string, float>(
                Classifier.ClassNames.Zip(posterior, KeyValuePair.Create), StringComparer.Ordinal));
    }

    /// <summary>Classifies an example of the first class, to see whether the model works.</summary>
    public FewShotAnswer ClassifyCanary() => Classify(Classifier.Support.Classes[0].Images[0]);

    /// <summary>log p(x), or log p(x | D) of a class, in nats.</summary>
    public double Score(float[] image, string? className)
        => className is null ? _scorer.LogLikelihood(image) : _scorer.LogLikelihood(image, FindClass(className).Name);

    /// <summary>Gives one reference back.</summary>
    public void Dispose()
    {
        if (Interlocked.Decrement(ref _references) == 0)
        {
            Classifier.Dispose();
            if (Interlocked.Decrement(ref _statesOfModel.Value) == 0)
                Model.Dispose();
        }
    }

    // The caller holds a reference to this state, so that the model lives at least until the new one shares it. The model is in
    // use already: only the calibration is done ahead, since a canary would double the time to add a class.
    private ServiceState Derive(FewShotClassifier classifier)
    {
        try
        {
            _ = DetectsUnknown ? classifier.Unknown.Threshold : 0;
            return new ServiceState(Model, _statesOfModel, classifier, DetectsUnknown);
        }
        catch
        {
            classifier.Dispose();
            throw;
        }
    }
}
