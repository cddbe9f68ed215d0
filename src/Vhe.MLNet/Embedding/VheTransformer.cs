using Vhe.MLNet.Embedding;
using Vhe.Networks.Training;

namespace Vhe.MLNet;

/// <summary>
/// A trained Variational Homoencoder in a pipeline: it carries the model, and adds the embedding of each row's image.
/// <see cref="VariationalHomoencoderEstimator"/> and <see cref="GlyphEmbeddingEstimator"/> return it.
/// </summary>
/// <inheritdoc/>
public sealed class VheTransformer : RowTransformer
{
    private readonly EmbeddingFunction _function;

    internal VheTransformer(EmbeddingFunction function, TransformerChain<ITransformer> chain, TrainingResult? training = null)
        : base(function, chain)
    {
        _function = function;
        Training = training;
    }

    /// <summary>
    /// The model, to pass to <c>FewShotClassifier</c> and the other transforms. It is shared, not copied: do not dispose it before
    /// the last use of this transformer and of everything made from the model. Otherwise the garbage collector frees it.
    /// </summary>
    public VheModel Model => _function.Model;

    /// <summary>How the training went; null after a load, and where the model had been trained before.</summary>
    public TrainingResult? Training { get; }

    /// <summary>The column of images that is read.</summary>
    public string ImageColumnName => _function.Settings.Image;

    /// <summary>The column that is added: the embedding, <see cref="VheModel.EmbeddingLength"/> floats.</summary>
    public string OutputColumnName => _function.Settings.Output;

    /// <summary>Finds the transformer in a pipeline, fitted or loaded by <c>mlContext.Model.Load</c>.</summary>
    /// <param name="model">The pipeline.</param>
    /// <param name="index">Which one, counted from 0, if the pipeline has several.</param>
    /// <returns>The transformer.</returns>
    /// <exception cref="ArgumentException">The pipeline does not have that many.</exception>
    /// <exception cref="InvalidDataException">Its state in the model file is damaged.</exception>
    public static VheTransformer From(ITransformer model, int index = 0)
        => LoadedPipeline.Find(
            model, index, EmbeddingFunction.SavedName, (function, chain) => new VheTransformer((EmbeddingFunction)function, chain));
}
