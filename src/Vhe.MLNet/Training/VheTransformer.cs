using Microsoft.ML;
using Microsoft.ML.Data;
using Vhe.MLNet.Columns;
using Vhe.MLNet.Persistence;
using Vhe.MLNet.Training;
using Vhe.Networks.Models;
using Vhe.Networks.Training;

namespace Vhe.MLNet;

/// <summary>
/// A trained Variational Homoencoder in a pipeline: it carries the model, and adds the code of each row's image. What
/// <see cref="VariationalHomoencoderEstimator"/> and <see cref="GlyphEmbeddingEstimator"/> fit.
/// </summary>
/// <inheritdoc/>
public sealed class VheTransformer : ChainedTransformer
{
    private readonly EmbeddingState _state;

    internal VheTransformer(TransformerChain<ITransformer> chain, EmbeddingState state, TrainingResult? training)
        : base(chain)
    {
        _state = state;
        Training = training;
    }

    /// <summary>
    /// The model: what <c>FewShotClassifier</c> takes. It is shared, not copied: do not dispose it before the last use of this
    /// transformer and of whatever was made from it. Its memory is freed with it by the garbage collector otherwise.
    /// </summary>
    public VheModel Model => _state.Model;

    /// <summary>How the training went; null after a load, and where the model was trained before.</summary>
    public TrainingResult? Training { get; }

    /// <summary>The column of images that is read.</summary>
    public string ImageColumnName => _state.ImageColumnName;

    /// <summary>
    /// The column that is added: the posterior mean of c given the one image, <see cref="VheModel.EmbeddingLength"/> floats.
    /// </summary>
    public string OutputColumnName => _state.OutputColumnName;

    /// <summary>Finds the transformer in a pipeline, fitted or loaded by <c>mlContext.Model.Load</c>.</summary>
    /// <param name="model">The pipeline.</param>
    /// <param name="index">Which one, counted from 0, if the pipeline has several.</param>
    /// <returns>The transformer.</returns>
    /// <exception cref="ArgumentException">The pipeline does not have that many.</exception>
    /// <exception cref="InvalidDataException">Its state in the model file is damaged.</exception>
    public static VheTransformer From(ITransformer model, int index = 0)
        => LoadedChain.Find(
            model,
            index,
            EmbeddingMapping.Is,
            static (chain, state) => new VheTransformer(
                chain, StateCache<EmbeddingState>.Get(state, EmbeddingState.FromState), training: null));

    private protected override void CheckInput(DataViewSchema schema)
        => InputColumn.RequireImages(schema, ImageColumnName, Model.ImageShape.Length);
}
