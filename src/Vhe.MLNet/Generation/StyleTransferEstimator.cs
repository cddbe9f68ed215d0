using Microsoft.ML;
using Vhe.MLNet.Columns;
using Vhe.MLNet.Generation;
using Vhe.MLNet.Persistence;
using Vhe.Networks.Models.Factorial;

namespace Vhe.MLNet;

/// <summary>
/// Redraws each row's character in the style of the row's other image (section 4.3 of the paper, Figure 8). Made by
/// <see cref="VheTransformsCatalog.TransferStyle(TransformsCatalog, FactorialModel, string, string, string, int, double, long)"/>.
/// </summary>
/// <remarks>
/// Input: two columns of images, vectors of the model's channels x height x width floats in [0, 1]; of three channels these are
/// the amounts of cyan, magenta and yellow ink, 0 where the paper is white. Output: a vector of known size, count x channels x
/// height x width: the images one after the other. The same two images and the same seed always give the same images, in any
/// order and on any thread. Nothing is fitted. Thread-safe.
/// </remarks>
public sealed class StyleTransferEstimator : IEstimator<StyleTransferTransformer>
{
    private readonly TransformsCatalog _catalog;
    private readonly FactorialModel _model;
    private readonly string _content;
    private readonly string _style;
    private readonly GenerationSettings _settings;

    internal StyleTransferEstimator(TransformsCatalog catalog, FactorialModel model, Options options)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(options);
        (_catalog, _model) = (catalog, model);
        _content = InputColumn.CheckName(options.ContentColumnName, nameof(options.ContentColumnName));
        _style = InputColumn.CheckName(options.StyleColumnName, nameof(options.StyleColumnName));
        _settings = new(options.OutputColumnName, options.Count, options.Temperature, options.Seed);
        _settings.Validate(model.ImageShape);
    }

    /// <summary>Checks the columns. No row is read.</summary>
    /// <param name="input">A view with both columns.</param>
    /// <returns>The transformer.</returns>
    /// <exception cref="ArgumentException">A column is missing, or of another type or size.</exception>
    public StyleTransferTransformer Fit(IDataView input)
    {
        ArgumentNullException.ThrowIfNull(input);
        InputColumn.RequireImages(input.Schema, _content, _model.ImageShape.Length);
        InputColumn.RequireImages(input.Schema, _style, _model.ImageShape.Length);
        var transfer = new StyleTransferState(_content, _style, _settings, _model);
        var state = transfer.ToState();
        StateCache<StyleTransferState>.Seed(state, transfer);
        var chain = new ChainBuilder(_catalog, input);
        StateColumn.Add(chain, state);
        chain.Add(catalog => catalog.CopyColumns(StyleTransferMapping.ContentName, _content));
        chain.Add(catalog => catalog.CopyColumns(StyleTransferMapping.StyleName, _style));
        chain.Add(catalog => catalog.CustomMapping<StyleTransferMapping.Row, KnownSizeVector>(
            StyleTransferMapping.Map, StyleTransferMapping.Contract));
        chain.AddAll(catalog => KnownSizeVector.Join(catalog, _settings.OutputColumnName, _settings.Length(_model.ImageShape)));
        chain.Add(catalog => catalog.DropColumns(
            StyleTransferMapping.ContentName, StyleTransferMapping.StyleName, StateColumn.KeyName, StateColumn.Name));
        return new StyleTransferTransformer(chain.Build(), transfer);
    }

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">A column is missing or of a wrong type.</exception>
    public SchemaShape GetOutputSchema(SchemaShape inputSchema)
    {
        ArgumentNullException.ThrowIfNull(inputSchema);
        InputColumn.RequireImages(inputSchema, _content);
        InputColumn.RequireImages(inputSchema, _style);
        return KnownSizeVector.AddTo(inputSchema, _catalog, _settings.OutputColumnName, _settings.Length(_model.ImageShape));
    }

    /// <summary>The options of <c>TransferStyle</c>.</summary>
    public sealed class Options
    {
        /// <summary>The column to add: a vector of <see cref="Count"/> images.</summary>
        public string OutputColumnName = "Generated";

        /// <summary>The column of characters to redraw.</summary>
        public string ContentColumnName = "Image";

        /// <summary>The column of images in the styles to redraw them in.</summary>
        public string StyleColumnName = "Style";

        /// <summary>How many images a row, 1 to 64.</summary>
        public int Count = 1;

        /// <summary>Divides the logits of every pixel: below 1 smoother, but more glyphs unfinished or blank;
        /// above 1 wilder; 0.01 to 100.</summary>
        public double Temperature = 1;

        /// <summary>Seeds the noise: the same seed and the same two images give the same images.</summary>
        public long Seed;
    }
}
