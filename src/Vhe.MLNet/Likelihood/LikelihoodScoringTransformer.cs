using Microsoft.ML;
using Microsoft.ML.Data;
using Vhe.MLNet.Columns;
using Vhe.MLNet.Likelihood;
using Vhe.MLNet.Persistence;
using Vhe.Networks.Data;
using Vhe.Networks.Inference;
using Vhe.Networks.Models;

namespace Vhe.MLNet;

/// <summary>
/// Adds how likely each row's image is. What <see cref="LikelihoodScoringEstimator"/> fits; a saved model holds the weights, the
/// values that it ranks among and, with a column of classes, the examples.
/// </summary>
/// <inheritdoc/>
public sealed class LikelihoodScoringTransformer : ChainedTransformer
{
    private readonly ScorerState _state;

    internal LikelihoodScoringTransformer(TransformerChain<ITransformer> chain, ScorerState state)
        : base(chain)
    {
        _state = state;
    }

    /// <summary>The model, shared and not copied: do not dispose it before the last use of this transformer.</summary>
    public VheModel Model => _state.Model;

    /// <summary>The examples of every class; null for log p(x).</summary>
    public GroupedImages? Examples => _state.Examples;

    /// <summary>The log-likelihoods of the images that it was fitted on, in nats, ascending: typicality is a rank among
    /// them.</summary>
    public IReadOnlyList<float> Reference => _state.Reference.AsReadOnly();

    /// <summary>How many samples an estimate takes.</summary>
    public LikelihoodOptions Options => _state.Options;

    /// <summary>The column of images that is read.</summary>
    public string ImageColumnName => _state.Columns.Image;

    /// <summary>The column of classes that is read; null for log p(x).</summary>
    public string? LabelColumnName => _state.Columns.Label;

    /// <summary>The column of the log-likelihood that is added: a float, in nats.</summary>
    public string LogLikelihoodColumnName => _state.Columns.LogLikelihood;

    /// <summary>The column of bits per pixel that is added: a float.</summary>
    public string BitsPerPixelColumnName => _state.Columns.BitsPerPixel;

    /// <summary>The column of the rank that is added: a float in [0, 1].</summary>
    public string TypicalityColumnName => _state.Columns.Typicality;

    /// <summary>Finds the transformer in a pipeline, fitted or loaded by <c>mlContext.Model.Load</c>.</summary>
    /// <param name="model">The pipeline.</param>
    /// <param name="index">Which one, counted from 0, if the pipeline has several.</param>
    /// <returns>The transformer.</returns>
    /// <exception cref="ArgumentException">The pipeline does not have that many.</exception>
    /// <exception cref="InvalidDataException">Its state in the model file is damaged.</exception>
    public static LikelihoodScoringTransformer From(ITransformer model, int index = 0)
        => LoadedChain.Find(
            model,
            index,
            ScorerMapping.Is,
            static (chain, state) => new LikelihoodScoringTransformer(
                chain, StateCache<ScorerState>.Get(state, ScorerState.FromState)));

    private protected override void CheckInput(DataViewSchema schema)
    {
        InputColumn.RequireImages(schema, ImageColumnName, Model.ImageShape.Length);
        if (LabelColumnName is not null)
        {
            TextColumn.Require(schema, LabelColumnName, _state.LabelKind);
        }
    }
}
