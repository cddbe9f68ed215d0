using Vhe.MLNet.Generation;

namespace Vhe.MLNet;

/// <summary>
/// Draws new images for each row. Made by <c>GenerateFromExamples</c>, which draws them from the row's own image or the examples of
/// its class (section 4.2 and Figure 5 of the paper), by <c>SampleNewClass</c>, which invents a class for each name, and by
/// <c>TransferStyle</c>, which redraws a character in another image's style (section 4.3, Figure 8).
/// </summary>
/// <remarks>
/// Output: a vector of known size, count x channels x height x width: the images one after the other, each row by row; 0 or 1 for
/// models of one channel. The images of a row follow from the seed and the row's own image, class or name alone: equal rows have
/// equal images, in any order and on any thread. Nothing is trained. Thread-safe.
/// </remarks>
public sealed class ImageGenerationEstimator : IEstimator<ImageGenerationTransformer>
{
    private readonly TransformsCatalog _catalog;
    private readonly GenerationFunction _function;
    private readonly ClassReader? _examples;

    private ImageGenerationEstimator(
        TransformsCatalog catalog, VheModel model, Options options, GenerationFunction.Source source, string input, string? style = null)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(options);
        _catalog = catalog;
        var output = InputColumn.CheckName(options.OutputColumnName, nameof(options.OutputColumnName));
        _function = new(
            new(source, input, TextKind.Text, style, output, options.Count, options.Temperature, options.Seed), model);
    }

    private ImageGenerationEstimator(TransformsCatalog catalog, VheModel model, Options options, string image, string label)
        : this(catalog, model, options, GenerationFunction.Source.Class, label)
    {
        _examples = new ClassReader(
            label, image, GroupColumnName: null, MinimumImages: 1, EveryKeyValue: false, MinimumClasses: 1);
    }

    /// <summary>Reads the examples of each class, if there is a column of classes; otherwise no row is read.</summary>
    /// <param name="input">A view with the columns; with a column of classes, the examples.</param>
    /// <returns>The transformer.</returns>
    /// <exception cref="ArgumentException">A column is missing, or of a wrong type or size.</exception>
    /// <exception cref="InvalidDataException">
    /// With a column of classes: there are no rows; a label is missing or differs from another only in case or Unicode normal
    /// form; an image has a value that is not in [0, 1], or its file cannot be read. The message names it.
    /// </exception>
    public ImageGenerationTransformer Fit(IDataView input)
    {
        ArgumentNullException.ThrowIfNull(input);
        var (settings, model) = (_function.Settings, _function.Model);
        if (_examples is not null)
            InputColumn.RequireImages(input.Schema, _examples.ImageColumnName, model.ImageShape.Length);

        var kind = settings.DrawnFrom is GenerationFunction.Source.Class or GenerationFunction.Source.Name
            ? TextColumn.KindOf(input.Schema, settings.Input, numbers: settings.DrawnFrom == GenerationFunction.Source.Name)
            : TextKind.Text;
        var function = new GenerationFunction(
            settings with { InputKind = kind }, model, _examples?.Read(input, model.ImageShape));
        function.CheckInput(input.Schema);
        return new ImageGenerationTransformer(function, RowChain.Build(_catalog, input, function));
    }

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">A column is missing or of a wrong type.</exception>
    public SchemaShape GetOutputSchema(SchemaShape inputSchema)
    {
        ArgumentNullException.ThrowIfNull(inputSchema);
        var settings = _function.Settings;
        _examples?.Check(inputSchema);
        if (settings.DrawnFrom == GenerationFunction.Source.Name)
        {
            TextColumn.Require(inputSchema, settings.Input);
        }
        else if (settings.DrawnFrom != GenerationFunction.Source.Class)
        {
            InputColumn.RequireImages(inputSchema, settings.Input);
        }

        if (settings.Style is not null)
            InputColumn.RequireImages(inputSchema, settings.Style);

        return RowChain.AddTo(
            inputSchema, _catalog, catalog => [OutputColumns.Vector(catalog, settings.Output, _function.Length)]);
    }

    internal static ImageGenerationEstimator FromExamples(TransformsCatalog catalog, VheModel model, Options options)
    {
        ArgumentNullException.ThrowIfNull(options);
        var image = InputColumn.CheckName(options.ImageColumnName, nameof(options.ImageColumnName));
        return options.LabelColumnName is { } label
            ? new(catalog, model, options, image, InputColumn.CheckName(label, nameof(options.LabelColumnName)))
            : new(catalog, model, options, GenerationFunction.Source.Image, image);
    }

    internal static ImageGenerationEstimator NewClass(TransformsCatalog catalog, VheModel model, Options options)
    {
        ArgumentNullException.ThrowIfNull(options);
        var name = InputColumn.CheckName(options.NameColumnName, nameof(options.NameColumnName));
        return new(catalog, model, options, GenerationFunction.Source.Name, name);
    }

    internal static ImageGenerationEstimator InStyle(TransformsCatalog catalog, VheModel model, Options options)
    {
        ArgumentNullException.ThrowIfNull(options);
        var content = InputColumn.CheckName(options.ImageColumnName, nameof(options.ImageColumnName));
        var style = InputColumn.CheckName(options.StyleColumnName, nameof(options.StyleColumnName));
        return new(catalog, model, options, GenerationFunction.Source.Style, content, style);
    }

    /// <summary>The options of <c>GenerateFromExamples</c>, <c>SampleNewClass</c> and <c>TransferStyle</c>.</summary>
    public sealed class Options
    {
        /// <summary>The column to add: a vector of <see cref="Count"/> x channels x height x width floats.</summary>
        public string OutputColumnName = "Generated";

        /// <summary>The column of images that <c>GenerateFromExamples</c> and <c>TransferStyle</c> read: vectors of channels x height x
        /// width floats in [0, 1], ink = 1.</summary>
        public string ImageColumnName = "Image";

        /// <summary>The column of classes (text, or a key with key values of text) that <c>GenerateFromExamples</c> reads, to draw
        /// from all examples of a row's class; null to draw from the row's own image.</summary>
        public string? LabelColumnName;

        /// <summary>The column that <c>SampleNewClass</c> reads: the name of the class to invent, as text, a whole number, or a key
        /// with key values of text.</summary>
        public string NameColumnName = "Name";

        /// <summary>The column of images in the wanted style that <c>TransferStyle</c> reads.</summary>
        public string StyleColumnName = "Style";

        /// <summary>How many images for each row, 1 to 64.</summary>
        public int Count = 8;

        /// <summary>Divides the logits of every pixel, 0.01 to 100: below 1 smoother, but with more unfinished or blank glyphs;
        /// above 1 more varied.</summary>
        public double Temperature = 1;

        /// <summary>Seeds the noise. The same seed and the same row give the same images.</summary>
        public long Seed;
    }
}
