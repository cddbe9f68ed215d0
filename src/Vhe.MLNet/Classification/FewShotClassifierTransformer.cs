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
    private readonly ClassifierState _state;

    internal FewShotClassifierTransformer(TransformerChain<ITransformer> chain, ClassifierState state)
        : base(chain)
    {
        _state = state;
    }

    /// <summary>The classes, in the order of the keys of <see cref="PredictedLabelColumnName"/> and of the slots of
    /// <see cref="ScoreColumnName"/>.</summary>
    public IReadOnlyList<string> ClassNames => _state.Classifier.ClassNames;

    /// <summary>The examples of every class.</summary>
    public GroupedImages Support => _state.Support;

    /// <summary>The model, shared and not copied: do not dispose it before the last use of this transformer.</summary>
    public VheModel Model => _state.Model;

    /// <summary>
    /// The classifier itself, for likelihoods of every class, or of many images in one batch, without a view. Thread-safe. Do not
    /// dispose it.
    /// </summary>
    public FewShotClassifier Classifier => _state.Classifier;

    /// <summary>How likelihoods are estimated.</summary>
    public ClassificationOptions Options => _state.Options;

    /// <summary>The column of images that is read.</summary>
    public string ImageColumnName => _state.Columns.Image;

    /// <summary>The column of the best class that is added: a key with key values.</summary>
    public string PredictedLabelColumnName => _state.Columns.PredictedLabel;

    /// <summary>
    /// The column of the posterior over the classes that is added: a vector of known size with slot names. Under the paper's rule
    /// it is a posterior over the short list alone; the other classes keep only their order.
    /// </summary>
    public string ScoreColumnName => _state.Columns.Score;

    /// <summary>The column of log p(x | D) of the best class that is added: a float, in nats.</summary>
    public string LogLikelihoodColumnName => _state.Columns.LogLikelihood;

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

    private protected override void CheckInput(DataViewSchema schema)
        => InputColumn.RequireImages(schema, ImageColumnName, Model.ImageShape.Length);
}
