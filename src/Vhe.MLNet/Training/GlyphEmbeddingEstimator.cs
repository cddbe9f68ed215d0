using Microsoft.ML;
using Vhe.MLNet.Columns;
using Vhe.MLNet.Persistence;
using Vhe.MLNet.Training;
using Vhe.Networks.Models;

namespace Vhe.MLNet;

/// <summary>
/// Adds the codes of images by a model that is trained already: the posterior mean of the class latent c given the row's image
/// alone (q(c; D) with D = {x}, section 6.4.3 of the paper), as features for any trainer of ML.NET. Made by
/// <see cref="VheTransformsCatalog.EmbedGlyphs(TransformsCatalog, VheModel, string, string)"/>.
/// </summary>
/// <remarks>
/// Input: a column of images (a vector of the model's height x width floats in [0, 1], ink = 1). Output: a vector of known size,
/// <see cref="VheModel.EmbeddingLength"/> floats: template channels x height x width. Nothing is fitted. Thread-safe.
/// </remarks>
public sealed class GlyphEmbeddingEstimator : IEstimator<VheTransformer>
{
    private readonly TransformsCatalog _catalog;
    private readonly EmbeddingState _state;

    internal GlyphEmbeddingEstimator(TransformsCatalog catalog, VheModel model, Options options)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(options);
        EmbeddingChain.CheckLength(model.Options);
        _catalog = catalog;
        _state = new EmbeddingState(
            InputColumn.CheckName(options.InputColumnName, nameof(options.InputColumnName)),
            InputColumn.CheckName(options.OutputColumnName, nameof(options.OutputColumnName)),
            model);
    }

    /// <summary>Checks the column. No row is read.</summary>
    /// <param name="input">A view with the column of images.</param>
    /// <returns>The transformer: it carries the model.</returns>
    /// <exception cref="ArgumentException">The column is missing, or of a wrong type or size.</exception>
    public VheTransformer Fit(IDataView input)
    {
        ArgumentNullException.ThrowIfNull(input);
        InputColumn.RequireImages(input.Schema, _state.ImageColumnName, _state.Model.ImageShape.Length);
        return EmbeddingChain.Create(_catalog, input, _state, training: null);
    }

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">The column is missing or of a wrong type.</exception>
    public SchemaShape GetOutputSchema(SchemaShape inputSchema)
    {
        ArgumentNullException.ThrowIfNull(inputSchema);
        InputColumn.RequireImages(inputSchema, _state.ImageColumnName);
        return KnownSizeVector.AddTo(inputSchema, _catalog, _state.OutputColumnName, _state.Model.EmbeddingLength);
    }

    /// <summary>The options of <c>EmbedGlyphs</c>.</summary>
    public sealed class Options
    {
        /// <summary>The column to add: a vector of <see cref="VheModel.EmbeddingLength"/> floats.</summary>
        public string OutputColumnName = "Embedding";

        /// <summary>The column of images: a vector of the model's height x width floats in [0, 1], ink = 1.</summary>
        public string InputColumnName = "Image";
    }
}
