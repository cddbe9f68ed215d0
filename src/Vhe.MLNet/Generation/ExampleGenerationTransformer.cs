using Microsoft.ML;
using Microsoft.ML.Data;
using Vhe.MLNet.Columns;
using Vhe.MLNet.Generation;
using Vhe.MLNet.Persistence;
using Vhe.Networks.Data;
using Vhe.Networks.Models;

namespace Vhe.MLNet;

/// <summary>
/// Adds new images of each row's class. What <see cref="ExampleGenerationEstimator"/> fits; a saved model holds the weights and,
/// with a column of classes, the examples. <see cref="GeneratedImages"/> takes the column apart.
/// </summary>
/// <inheritdoc/>
public sealed class ExampleGenerationTransformer : GeneratingTransformer
{
    private readonly ExampleGenerationState _state;

    internal ExampleGenerationTransformer(TransformerChain<ITransformer> chain, ExampleGenerationState state)
        : base(chain, state.Settings, state.Model.ImageShape)
    {
        _state = state;
    }

    /// <summary>The model, shared and not copied: do not dispose it before the last use of this transformer.</summary>
    public VheModel Model => _state.Model;

    /// <summary>The examples of every class; null where a row's own image is the example.</summary>
    public GroupedImages? Examples => _state.Examples;

    /// <summary>The column of images; it is read where <see cref="LabelColumnName"/> is null.</summary>
    public string ImageColumnName => _state.ImageColumnName;

    /// <summary>The column of classes that is read; null where a row's own image is the example.</summary>
    public string? LabelColumnName => _state.LabelColumnName;

    /// <summary>Finds the transformer in a pipeline, fitted or loaded by <c>mlContext.Model.Load</c>.</summary>
    /// <param name="model">The pipeline.</param>
    /// <param name="index">Which one, counted from 0, if the pipeline has several.</param>
    /// <returns>The transformer.</returns>
    /// <exception cref="ArgumentException">The pipeline does not have that many.</exception>
    /// <exception cref="InvalidDataException">Its state in the model file is damaged.</exception>
    public static ExampleGenerationTransformer From(ITransformer model, int index = 0)
        => LoadedChain.Find(
            model,
            index,
            ExampleGenerationMapping.Is,
            static (chain, state) => new ExampleGenerationTransformer(
                chain, StateCache<ExampleGenerationState>.Get(state, ExampleGenerationState.FromState)));

    private protected override void CheckInput(DataViewSchema schema)
    {
        if (LabelColumnName is null)
        {
            InputColumn.RequireImages(schema, ImageColumnName, ImageShape.Length);
        }
        else
        {
            TextColumn.Require(schema, LabelColumnName, _state.LabelKind);
        }
    }
}
