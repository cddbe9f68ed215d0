using Vhe.MLNet.Embedding;

namespace Vhe.MLNet;

/// <summary>
/// Adds the embedding of each row's image by a trained model: the posterior mean of c given the image (section 6.4.3 of the
/// paper). Made by <see cref="VheTransformsCatalog.EmbedGlyphs(TransformsCatalog, VheModel, string, string)"/>.
/// </summary>
/// <remarks>
/// Input: a column of images, vectors of the model's height x width floats in [0, 1], ink = 1. Output: a vector of
/// <see cref="VheModel.EmbeddingLength"/> floats. Nothing is fitted. Thread-safe.
/// </remarks>
public sealed class GlyphEmbeddingEstimator : IEstimator<VheTransformer>
{
    private readonly TransformsCatalog _catalog;
    private readonly EmbeddingFunction _function;

    internal GlyphEmbeddingEstimator(TransformsCatalog catalog, VheModel model, Options options)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(options);
        EmbeddingFunction.CheckLength(model.Options);
        _catalog = catalog;
        _function = new(
            new(
                InputColumn.CheckName(options.InputColumnName, nameof(options.InputColumnName)),
                InputColumn.CheckName(options.OutputColumnName, nameof(options.OutputColumnName))),
            model);
    }

    /// <summary>Checks the column. No row is read.</summary>
    /// <param name="input">A view with the column of images.</param>
    /// <returns>The transformer. It carries the model.</returns>
    /// <exception cref="ArgumentException">The column is missing, or of a wrong type or size.</exception>
    public VheTransformer Fit(IDataView input)
    {
        ArgumentNullException.ThrowIfNull(input);
        _function.CheckInput(input.Schema);
        return new VheTransformer(_function, RowChain.Build(_catalog, input, _function));
    }

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">The column is missing or of a wrong type.</exception>
    public SchemaShape GetOutputSchema(SchemaShape inputSchema)
    {
        ArgumentNullException.ThrowIfNull(inputSchema);
        InputColumn.RequireImages(inputSchema, _function.Settings.Image);
        return RowChain.AddTo(
            inputSchema,
            _catalog,
            catalog => EmbeddingFunction.Outputs(catalog, _function.Settings.Output, _function.Model.EmbeddingLength));
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
