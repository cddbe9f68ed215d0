using Microsoft.ML;
using Microsoft.ML.Data;
using Vhe.MLNet.Columns;
using Vhe.MLNet.Generation;
using Vhe.MLNet.Persistence;
using Vhe.Networks.Models.Factorial;

namespace Vhe.MLNet;

/// <summary>
/// Adds images of each row's character in the style of the row's other image. What <see cref="StyleTransferEstimator"/> makes; a
/// saved model holds the weights.
/// </summary>
/// <inheritdoc/>
public sealed class StyleTransferTransformer : GeneratingTransformer
{
    private readonly StyleTransferState _state;

    internal StyleTransferTransformer(TransformerChain<ITransformer> chain, StyleTransferState state)
        : base(chain, state.Settings, state.Model.ImageShape)
    {
        _state = state;
    }

    /// <summary>The model, shared and not copied: do not dispose it before the last use of this transformer.</summary>
    public FactorialModel Model => _state.Model;

    /// <summary>The column of characters that is read.</summary>
    public string ContentColumnName => _state.ContentColumnName;

    /// <summary>The column of images in the wanted styles that is read.</summary>
    public string StyleColumnName => _state.StyleColumnName;

    /// <summary>Finds the transformer in a pipeline, fitted or loaded by <c>mlContext.Model.Load</c>.</summary>
    /// <param name="model">The pipeline.</param>
    /// <param name="index">Which one, counted from 0, if the pipeline has several.</param>
    /// <returns>The transformer.</returns>
    /// <exception cref="ArgumentException">The pipeline does not have that many.</exception>
    /// <exception cref="InvalidDataException">Its state in the model file is damaged.</exception>
    public static StyleTransferTransformer From(ITransformer model, int index = 0)
        => LoadedChain.Find(
            model,
            index,
            StyleTransferMapping.Is,
            static (chain, state) => new StyleTransferTransformer(
                chain, StateCache<StyleTransferState>.Get(state, StyleTransferState.FromState)));

    private protected override void CheckInput(DataViewSchema schema)
    {
        InputColumn.RequireImages(schema, ContentColumnName, Model.ImageShape.Length);
        InputColumn.RequireImages(schema, StyleColumnName, Model.ImageShape.Length);
    }
}
