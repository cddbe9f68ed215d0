using Vhe.MLNet.Likelihood;

namespace Vhe.MLNet;

/// <summary>
/// Scores how likely images are: log p(x) of an image whose class is unknown, or, with a column of classes, log p(x | D) given the
/// examples of its class; by importance sampling (sections 4.2 and 6.4.1 of the paper). Made by
/// <see cref="VheTransformsCatalog.LikelihoodScorer(TransformsCatalog, VheModel, string, string)"/>.
/// </summary>
/// <remarks>
/// <para>Input: a column of images (a vector of the model's height x width floats in [0, 1], ink = 1), and with
/// <see cref="Options.LabelColumnName"/> one of classes (text, or a key with key values of text). Output, each a float: the
/// log-likelihood in nats; bits per pixel, -log2 p / (height x width), lower for likelier images; and typicality, the rank of the
/// log-likelihood among those of the reference images that it is fitted on, in [0, 1]: 0.5 for their median, near 0 for images
/// unlike them.</para>
/// <para>The model is one of binary images. A gray image is scored as the binary image of its darkest pixels, as many as it has ink
/// in total, as few-shot classification does. Examples are taken as they are. Numbers of images that were resized or darkened
/// differently cannot be compared. An estimate lies below the truth in expectation.</para>
/// <para>With a column of classes, an image that is itself among its class's examples is scored given the others; a class's only
/// image is not part of the reference. Fitting and transforming cost <see cref="Options.ClassSamples"/> x
/// <see cref="Options.ElementSamples"/> decodes for each image. Thread-safe.</para>
/// </remarks>
public sealed class LikelihoodScoringEstimator : IEstimator<LikelihoodScoringTransformer>
{
    private readonly TransformsCatalog _catalog;
    private readonly VheModel _model;
    private readonly LikelihoodFunction.Columns _columns;
    private readonly LikelihoodOptions _options;
    private readonly ClassReader? _examples;

    internal LikelihoodScoringEstimator(TransformsCatalog catalog, VheModel model, Options options)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(options);
        (_catalog, _model) = (catalog, model);
        _columns = new(
            InputColumn.CheckName(options.ImageColumnName, nameof(options.ImageColumnName)),
            options.LabelColumnName is { } label ? InputColumn.CheckName(label, nameof(options.LabelColumnName)) : null,
            InputColumn.CheckName(options.LogLikelihoodColumnName, nameof(options.LogLikelihoodColumnName)),
            InputColumn.CheckName(options.BitsPerPixelColumnName, nameof(options.BitsPerPixelColumnName)),
            InputColumn.CheckName(options.TypicalityColumnName, nameof(options.TypicalityColumnName)));
        InputColumn.CheckDistinct(_columns.LogLikelihood, _columns.BitsPerPixel, _columns.Typicality);
        _options = new LikelihoodOptions
        {
            ClassSamples = options.ClassSamples,
            ElementSamples = options.ElementSamples,
            Seed = options.Seed,
        };
        _options.Validate();
        _examples = _columns.Label is null ? null : new ClassReader(
            _columns.Label, _columns.Image, GroupColumnName: null, MinimumImages: 1, EveryKeyValue: false, MinimumClasses: 1);
    }

    /// <summary>Reads the reference images and scores each.</summary>
    /// <param name="input">Reference images, for instance the background; with classes, their examples.</param>
    /// <returns>The scorer.</returns>
    /// <exception cref="ArgumentException">A column is missing, or of a wrong type or size.</exception>
    /// <exception cref="InvalidDataException">
    /// There are no rows; an image has a value that is not in [0, 1], or its file cannot be read; with classes: a label is
    /// missing or differs from another only in case or Unicode normal form, or no class has two images. The message names it.
    /// </exception>
    /// <exception cref="Vhe.Networks.VheException">The model gives no finite likelihood of an image.</exception>
    public LikelihoodScoringTransformer Fit(IDataView input)
    {
        ArgumentNullException.ThrowIfNull(input);
        InputColumn.RequireImages(input.Schema, _columns.Image, _model.ImageShape.Length);
        var kind = _columns.Label is null ? TextKind.Text : TextColumn.KindOf(input.Schema, _columns.Label, numbers: false);
        var examples = _examples?.Read(input, _model.ImageShape);
        var images = examples is null ? ImageColumn.ReadAll(input, _columns.Image, _model.ImageShape.Length) : [];
        var reference = new ImageScorer(_model, _options, _columns.Label, examples).Reference(images);
        var function = new LikelihoodFunction(new(_columns, kind, _options), _model, examples, reference);
        return new LikelihoodScoringTransformer(function, RowChain.Build(_catalog, input, function));
    }

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">A column is missing or of a wrong type.</exception>
    public SchemaShape GetOutputSchema(SchemaShape inputSchema)
    {
        ArgumentNullException.ThrowIfNull(inputSchema);
        InputColumn.RequireImages(inputSchema, _columns.Image);
        _examples?.Check(inputSchema);
        return RowChain.AddTo(inputSchema, _catalog, catalog => LikelihoodFunction.Outputs(catalog, _columns));
    }

    /// <summary>The options of <c>LikelihoodScorer</c>.</summary>
    public sealed class Options
    {
        /// <summary>The column of images: a vector of the model's height x width floats in [0, 1], ink = 1.</summary>
        public string ImageColumnName = "Image";

        /// <summary>
        /// The column of classes (text, or a key with key values of text), for log p(x | D) given the examples of the row's class;
        /// null for log p(x).
        /// </summary>
        public string? LabelColumnName;

        /// <summary>The column to add for the log-likelihood: a float, in nats.</summary>
        public string LogLikelihoodColumnName = "LogLikelihood";

        /// <summary>The column to add for bits per pixel: a float, lower for likelier images.</summary>
        public string BitsPerPixelColumnName = "BitsPerPixel";

        /// <summary>The column to add for the rank among the reference images: a float in [0, 1].</summary>
        public string TypicalityColumnName = "Typicality";

        /// <summary>Samples of c, 1 to 10,000 (section 6.4.1 takes 20).</summary>
        public int ClassSamples = 20;

        /// <summary>Samples of the image's own t, 1 to 10,000 (section 6.4.1 takes 10).</summary>
        public int ElementSamples = 10;

        /// <summary>Seeds the samples. The same image gets the same number.</summary>
        public long Seed;
    }
}
