using Microsoft.ML;
using Microsoft.ML.Data;
using Vhe.MLNet.Classification;
using Vhe.MLNet.Columns;
using Vhe.MLNet.Persistence;
using Vhe.Networks.Data;
using Vhe.Networks.Inference;
using Vhe.Networks.Models;

namespace Vhe.MLNet;

/// <summary>
/// Classifies images of new classes from a few examples of each. What <see cref="FewShotClassifierEstimator"/> fits; a saved
/// model holds the weights and the examples.
/// </summary>
/// <inheritdoc/>
public sealed class FewShotClassifierTransformer : ChainedTransformer
{
    internal FewShotClassifierTransformer(TransformerChain<ITransformer> chain, ClassifierState state)
        : base(chain)
    {
        State = state;
    }

    internal FewShotClassifierTransformer(Func<TransformerChain<ITransformer>> chain, ClassifierState state)
        : base(chain)
    {
        State = state;
    }

    /// <summary>The classes, in the order of the keys of <see cref="PredictedLabelColumnName"/> and of the slots of
    /// <see cref="ScoreColumnName"/>.</summary>
    public IReadOnlyList<string> ClassNames => State.Classifier.ClassNames;

    /// <summary>The examples of every class.</summary>
    public GroupedImages Support => State.Support;

    /// <summary>The model, shared and not copied: do not dispose it before the last use of this transformer.</summary>
    public VheModel Model => State.Model;

    /// <summary>
    /// The classifier itself, for likelihoods of every class, or of many images in one batch, without a view. Thread-safe. Do not
    /// dispose it.
    /// </summary>
    public FewShotClassifier Classifier => State.Classifier;

    /// <summary>How likelihoods are estimated.</summary>
    public ClassificationOptions Options => State.Options;

    /// <summary>The column of images that is read.</summary>
    public string ImageColumnName => State.Columns.Image;

    /// <summary>The column of the best class that is added: a key with key values.</summary>
    public string PredictedLabelColumnName => State.Columns.PredictedLabel;

    /// <summary>
    /// The column of the posterior over the classes that is added: a vector of known size with slot names. Under the
    /// balanced, the paper's and the mutual rule it is a posterior over the short list alone; the other classes keep only their order.
    /// </summary>
    public string ScoreColumnName => State.Columns.Score;

    /// <summary>The column of log p(x | D) of the best class that is added: a float, in nats.</summary>
    public string LogLikelihoodColumnName => State.Columns.LogLikelihood;

    /// <summary>The column of whether the image is of one of the classes at all that is added: a truth value; null for none.
    /// </summary>
    public string? IsKnownColumnName => State.Columns.IsKnown;

    /// <summary>A classifier of one class more, with the same columns and options. No other class is fitted anew. What ML.NET keeps
    /// of it, weights and examples as one text, is made when it is first used or saved, so that many classes may be added one after
    /// the other; the calibration of <see cref="IsKnownColumnName"/> too.</summary>
    /// <param name="name">The new class: the last key and the last slot. Its prior weight is 1.</param>
    /// <param name="images">Its examples: one or more images of the model's shape, ink in [0, 1].</param>
    /// <returns>A transformer, to be used and saved as this one; this one stays as it is. <see cref="ReplaceIn"/> puts it in this
    /// one's place in a pipeline.</returns>
    /// <exception cref="ArgumentException">There is such a class, also if its name differs only in case or Unicode normal form;
    /// there is no image, or one is not of the model's shape or not in [0, 1]. The message names the class.</exception>
    public FewShotClassifierTransformer WithClass(string name, IReadOnlyList<float[]> images)
        => Derive(Classifier.WithClass(name, images));

    /// <summary>A classifier of one class less, with the same columns and options. Nothing is fitted anew.</summary>
    /// <param name="name">The class to leave out; the keys and slots after its own move up.</param>
    /// <returns>A transformer, to be used and saved as this one; this one stays as it is. <see cref="ReplaceIn"/> puts it in this
    /// one's place in a pipeline.</returns>
    /// <exception cref="ArgumentException">There is no such class, or only one other. The message names it.</exception>
    public FewShotClassifierTransformer WithoutClass(string name)
        => ClassNames.Count == 2 && ClassNames.Contains(name, StringComparer.Ordinal)
            ? throw new ArgumentException($"Without '{name}' there would be one class; at least two are needed.", nameof(name))
            : Derive(Classifier.WithoutClass(name));

    /// <summary>Puts this transformer in the place of the one in a pipeline.</summary>
    /// <param name="model">The pipeline, fitted or loaded by <c>mlContext.Model.Load</c>; it stays as it is.</param>
    /// <param name="index">Which classifier to replace, counted from 0, if the pipeline has several.</param>
    /// <returns>A pipeline of the other steps, shared and not fitted anew, and this transformer. All of them count in scoring: steps
    /// that were appended for training alone (<c>TransformerScope</c>) do not stay so.</returns>
    /// <exception cref="ArgumentException">The pipeline does not have that many.</exception>
    /// <example>
    /// <code>
    /// var model = mlContext.Model.Load("stamps.zip", out var schema);
    /// var larger = FewShotClassifierTransformer.From(model).WithClass("QA-7", images).ReplaceIn(model);
    /// mlContext.Model.Save(larger, schema, "stamps.zip");
    /// </code>
    /// </example>
    public ITransformer ReplaceIn(ITransformer model, int index = 0)
        => LoadedChain.Replace<FewShotClassifierTransformer>(model, index, ClassifierMapping.Is, this);

    /// <summary>What is saved.</summary>
    internal ClassifierState State { get; }

    /// <summary>Finds the transformer in a pipeline, fitted or loaded by <c>mlContext.Model.Load</c>.</summary>
    /// <param name="model">The pipeline.</param>
    /// <param name="index">Which one, counted from 0, if the pipeline has several.</param>
    /// <returns>The transformer.</returns>
    /// <exception cref="ArgumentException">The pipeline does not have that many.</exception>
    /// <exception cref="InvalidDataException">Its state in the model file is damaged.</exception>
    public static FewShotClassifierTransformer From(ITransformer model, int index = 0)
        => LoadedChain.Find(
            model,
            index,
            ClassifierMapping.Is,
            static (chain, state) => new FewShotClassifierTransformer(
                chain, StateCache<ClassifierState>.Get(state, ClassifierState.FromState)));

    private FewShotClassifierTransformer Derive(FewShotClassifier classifier)
        => ClassifierChain.Create(new ClassifierState(State.Columns, Model, classifier));

    private protected override void CheckInput(DataViewSchema schema)
        => InputColumn.RequireImages(schema, ImageColumnName, Model.ImageShape.Length);
}
