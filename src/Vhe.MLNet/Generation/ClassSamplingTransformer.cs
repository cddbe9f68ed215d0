using Microsoft.ML;
using Microsoft.ML.Data;
using Vhe.MLNet.Columns;
using Vhe.MLNet.Generation;
using Vhe.MLNet.Persistence;
using Vhe.Networks.Models;

namespace Vhe.MLNet;

/// <summary>
/// Adds images of a new class for each row. What <see cref="ClassSamplingEstimator"/> makes; a saved model holds the weights.
/// <see cref="GeneratedImages"/> takes the column apart.
/// </summary>
/// <inheritdoc/>
public sealed class ClassSamplingTransformer : GeneratingTransformer
{
    private readonly ClassSamplingState _state;

    internal ClassSamplingTransformer(TransformerChain<ITransformer> chain, ClassSamplingState state)
        : base(chain, state.Settings, state.Model.ImageShape)
    {
        _state = state;
    }

    /// <summary>The model, shared and not copied: do not dispose it before the last use of this transformer.</summary>
    public VheModel Model => _state.Model;

    /// <summary>The column that is read: the names of the classes to invent.</summary>
    public string InputColumnName => _state.InputColumnName;

    /// <summary>Finds the transformer in a pipeline, fitted or loaded by <c>mlContext.Model.Load</c>.</summary>
    /// <param name="model">The pipeline.</param>
    /// <param name="index">Which one, counted from 0, if the pipeline has several.</param>
    /// <returns>The transformer.</returns>
    /// <exception cref="ArgumentException">The pipeline does not have that many.</exception>
    /// <exception cref="InvalidDataException">Its state in the model file is damaged.</exception>
    public static ClassSamplingTransformer From(ITransformer model, int index = 0)
        => LoadedChain.Find(
            model,
            index,
            ClassSamplingMapping.Is,
            static (chain, state) => new ClassSamplingTransformer(
                chain, StateCache<ClassSamplingState>.Get(state, ClassSamplingState.FromState)));

    private protected override void CheckInput(DataViewSchema schema)
        => TextColumn.Require(schema, InputColumnName, _state.InputKind);
}
