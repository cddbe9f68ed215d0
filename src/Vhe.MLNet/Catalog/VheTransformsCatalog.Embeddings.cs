using Microsoft.ML;
using Vhe.Networks.Models;

namespace Vhe.MLNet;

/// <content>Codes as features.</content>
public static partial class VheTransformsCatalog
{
    /// <summary>
    /// Adds the code of each row's image, the posterior mean of c given that image, by a model that is trained already: features
    /// for ML.NET's own trainers.
    /// </summary>
    /// <param name="catalog">The transforms catalog.</param>
    /// <param name="model">A trained model: <see cref="VhePretrained.Glyphs"/>, <see cref="VheTransformer.Model"/>, or one that
    /// was loaded from a .vhe file.</param>
    /// <param name="outputColumnName">The column to add: a vector of <see cref="VheModel.EmbeddingLength"/> floats.</param>
    /// <param name="inputColumnName">The column of images, a vector of the model's height x width floats in [0, 1], ink = 1.
    /// </param>
    /// <returns>The estimator. Its transformer carries the model.</returns>
    /// <exception cref="ArgumentException">A column name is empty, or the model's codes are longer than a column holds.
    /// </exception>
    /// <example>
    /// <code>
    /// var pipeline = mlContext.Transforms.LoadGlyphs()
    ///     .Append(mlContext.Transforms.EmbedGlyphs(VhePretrained.Glyphs))
    ///     .Append(mlContext.Clustering.Trainers.KMeans("Embedding", numberOfClusters: 12));
    /// </code>
    /// </example>
    public static GlyphEmbeddingEstimator EmbedGlyphs(
        this TransformsCatalog catalog, VheModel model, string outputColumnName = "Embedding", string inputColumnName = "Image")
        => catalog.EmbedGlyphs(model, new GlyphEmbeddingEstimator.Options
        {
            OutputColumnName = outputColumnName,
            InputColumnName = inputColumnName,
        });

    /// <inheritdoc cref="EmbedGlyphs(TransformsCatalog, VheModel, string, string)"/>
    /// <param name="catalog">The transforms catalog.</param>
    /// <param name="model">A trained model.</param>
    /// <param name="options">All options.</param>
    public static GlyphEmbeddingEstimator EmbedGlyphs(
        this TransformsCatalog catalog, VheModel model, GlyphEmbeddingEstimator.Options options)
        => new(catalog, model, options);
}
