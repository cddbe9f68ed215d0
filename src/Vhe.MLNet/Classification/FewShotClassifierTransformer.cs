using Vhe.MLNet.Classification;

namespace Vhe.MLNet;

/// <summary>
/// Classifies images of new classes from a few examples of each. <see cref="FewShotClassifierEstimator"/> fits it; a saved model
/// holds the weights and the examples.
/// </summary>
/// <inheritdoc/>
public sealed class FewShotClassifierTransformer : RowTransformer
{
    private readonly ClassifierFunction _function;

    internal FewShotClassifierTransformer(ClassifierFunction function, TransformerChain<ITransformer> chain)
        : base(function, chain)
    {
        _function = function;
    }

    // Builds the chain at its first use: ML.NET compresses the whole state as soon as it gets it, which takes longer than to add a
    // class.
    internal FewShotClassifierTransformer(ClassifierFunction function)
        : base(function, () => Build(function))
    {
        _function = function;
    }

    /// <summary>The classes, in the order of the keys of <see cref="PredictedLabelColumnName"/> and of the slots of
    /// <see cref="ScoreColumnName"/>.</summary>
    public IReadOnlyList<string> ClassNames => Classifier.ClassNames;

    /// <summary>The examples of every class.</summary>
    public GroupedImages Support => Classifier.Support;

    /// <summary>The model, shared and not copied: do not dispose it before the last use of this transformer.</summary>
    public VheModel Model => _function.Model;

    /// <summary>The classifier itself, for the likelihoods of every class, or for many images in one batch, without a view.
    /// Thread-safe. It belongs to the pipeline: disposing it does nothing.</summary>
    public FewShotClassifier Classifier => _function.Classifier;

    /// <summary>How likelihoods are estimated.</summary>
    public ClassificationOptions Options => Classifier.Options;

    /// <summary>The column of images that is read.</summary>
    public string ImageColumnName => _function.Settings.Image;

    /// <summary>The column of the best class that is added: a key with key values.</summary>
    public string PredictedLabelColumnName => _function.Settings.PredictedLabel;

    /// <summary>
    /// The column of the posterior over the classes that is added: a vector of known size with slot names. Under a rule with a short
    /// list it is a posterior over the short list alone; the other classes keep only their order.
    /// </summary>
    public string ScoreColumnName => _function.Settings.Score;

    /// <summary>The column of log p(x | D) of the best class that is added: a float, in nats.</summary>
    public string LogLikelihoodColumnName => _function.Settings.LogLikelihood;

    /// <summary>The column that says whether the image is of one of the classes at all: a Boolean; null for none.</summary>
    public string? IsKnownColumnName => _function.Settings.IsKnown;

    /// <summary>Finds the transformer in a pipeline, fitted or loaded by <c>mlContext.Model.Load</c>.</summary>
    /// <param name="model">The pipeline.</param>
    /// <param name="index">Which one, counted from 0, if the pipeline has several.</param>
    /// <returns>The transformer.</returns>
    /// <exception cref="ArgumentException">The pipeline does not have that many.</exception>
    /// <exception cref="InvalidDataException">Its state in the model file is damaged.</exception>
    public static FewShotClassifierTransformer From(ITransformer model, int index = 0)
        => LoadedPipeline.Find(
            model,
            index,
            ClassifierFunction.SavedName,
            (function, chain) => new FewShotClassifierTransformer((ClassifierFunction)function, chain));

    /// <summary>A classifier with one more class and the same columns and options. No other class is fitted again. What is saved of
    /// it is prepared at its first use, so adding several classes in a row is cheap.</summary>
    /// <param name="name">The new class: the last key and the last slot. Its prior weight is 1.</param>
    /// <param name="images">Its examples: one or more images of the model's shape, ink in [0, 1].</param>
    /// <returns>A new transformer; this one does not change. <see cref="ReplaceIn"/> puts it in a pipeline.</returns>
    /// <exception cref="ArgumentException">There is such a class, also if its name differs only in case or Unicode normal form;
    /// there is no image, or one is not of the model's shape or not in [0, 1]. The message names the class.</exception>
    public FewShotClassifierTransformer WithClass(string name, IReadOnlyList<float[]> images)
        => Derive(Classifier.WithClass(name, images));

    /// <summary>A classifier with one class less and the same columns and options. Nothing is fitted again.</summary>
    /// <param name="name">The class to leave out; the keys and slots after it move up.</param>
    /// <returns>A new transformer; this one does not change. <see cref="ReplaceIn"/> puts it in a pipeline.</returns>
    /// <exception cref="ArgumentException">There is no such class, or only one other. The message names it.</exception>
    public FewShotClassifierTransformer WithoutClass(string name)
        => ClassNames.Count == 2 && ClassNames.Contains(name, StringComparer.Ordinal)
            ? throw new ArgumentException($"Without '{name}' there would be one class; at least two are needed.", nameof(name))
            : Derive(Classifier.WithoutClass(name));

    /// <summary>Puts this transformer in the place of a classifier in a pipeline.</summary>
    /// <param name="model">The pipeline, fitted or loaded by <c>mlContext.Model.Load</c>; it does not change.</param>
    /// <param name="index">Which classifier to replace, counted from 0, if the pipeline has several.</param>
    /// <returns>A pipeline of this transformer and the other steps, which are shared. Steps that were appended for training alone
    /// (<c>TransformerScope</c>) take part in scoring, too.</returns>
    /// <exception cref="ArgumentException">The pipeline does not have that many.</exception>
    /// <example>
    /// <code>
    /// var model = mlContext.Model.Load("stamps.zip", out var schema);
    /// var larger = FewShotClassifierTransformer.From(model).WithClass("QA-7", images).ReplaceIn(model);
    /// mlContext.Model.Save(larger, schema, "stamps.zip");
    /// </code>
    /// </example>
    public ITransformer ReplaceIn(ITransformer model, int index = 0)
        => LoadedPipeline.Replace(model, index, ClassifierFunction.SavedName, this);

    private static TransformerChain<ITransformer> Build(ClassifierFunction function)
    {
        var definition = SchemaDefinition.Create(typeof(Row));
        var image = definition[nameof(Row.Image)];
        image.ColumnName = function.Settings.Image;
        image.ColumnType = new VectorDataViewType(NumberDataViewType.Single, function.Model.ImageShape.Length);
        var view = RowChain.Context.Data.LoadFromEnumerable(Array.Empty<Row>(), definition);
        return RowChain.Build(RowChain.Context.Transforms, view, function);
    }

    private FewShotClassifierTransformer Derive(FewShotClassifier classifier)
        => new(new ClassifierFunction(_function.Settings, Model, classifier.Share()));

    private sealed class Row
    {
        public float[] Image { get; set; } = [];
    }
}
