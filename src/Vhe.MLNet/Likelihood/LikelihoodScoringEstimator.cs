using Microsoft.ML;
using Vhe.MLNet.Columns;
using Vhe.MLNet.Likelihood;
using Vhe.MLNet.Persistence;
using Vhe.Networks.Data;
using Vhe.Networks.Inference;
using Vhe.Networks.Models;

namespace Vhe.MLNet;

/// <summary>
/// Scores how likely images are: log p(x) of a class of which nothing is known, or, with a column of classes, log p(x | D) given
/// the examples of the row's class that it is fitted on; by importance samples (sections 4.2 and 6.4.1 of the paper). Made by
/// <see cref="VheTransformsCatalog.LikelihoodScorer(TransformsCatalog, VheModel, string, string, int, int, long)"/>.
/// </summary>
/// <remarks>
/// <para>Input: a column of images (a vector of the model's height x width floats in [0, 1], ink = 1), and with
/// <see cref="Options.LabelColumnName"/> one of classes (text, or a key with key values of text). Output, each a float: the
/// log-likelihood in nats; bits per pixel, -log2 p / (height x width), the lower the likelier; and typicality, the rank of the
/// log-likelihood among those of the images that it is fitted on, in [0, 1]: 0.5 for their median, near 0 for what is unlike
/// them.</para>
/// <para>The model is one of binary images: a gray image is scored as the binary one of its darkest pixels, as many as it has ink
/// in all, as few-shot classification does. Examples are taken as they are. Numbers of images that were resized or darkened
/// differently cannot be compared. An estimate lies below the truth in expectation.</para>
/// <para>With a column of classes, an image that is itself among its class's examples is scored given the others, so that the
/// images fitted on are ranked among their like; a class's only image has no rank to give. Fitting and transforming cost
/// <see cref="Options.ClassSamples"/> x <see cref="Options.ElementSamples"/> decodings for each image. Thread-safe.</para>
/// </remarks>
public sealed class LikelihoodScoringEstimator : IEstimator<LikelihoodScoringTransformer>
{
    private readonly TransformsCatalog _catalog;
    private readonly VheModel _model;
    private readonly ScoreColumns _columns;
    private readonly LikelihoodOptions _options;
    private readonly LabeledImages? _examples;

    internal LikelihoodScoringEstimator(TransformsCatalog catalog, VheModel model, Options options)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(options);
        (_catalog, _model) = (catalog, model);
        _columns = new ScoreColumns(
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
        _examples = _columns.Label is null ? null : new LabeledImages(
            _columns.Label, _columns.Image, GroupColumnName: null, MinimumImages: 1, EveryKeyValue: false, MinimumClasses: 1);
    }

    /// <summary>Reads the images and scores every one, for the ranks of others.</summary>
    /// <param name="input">Images of the kind that is usual, for instance the background; with classes, their examples.</param>
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
        var scorer = Score(input, kind);
        var state = scorer.ToState();
        StateCache<ScorerState>.Seed(state, scorer);
        var chain = new ChainBuilder(_catalog, input).Add(
            catalog => catalog.CopyColumns(ScorerMapping.InputName, _columns.Image));
        StateColumn.Add(chain, state);
        AddMapping(chain, kind);
        foreach (var step in Scores.Name(_catalog, _columns))
        {
            chain.Add(_ => step);
        }

        chain.Add(catalog => catalog.DropColumns([.. Temporaries()]));
        return new LikelihoodScoringTransformer(chain.Build(), scorer);
    }

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">A column is missing or of a wrong type.</exception>
    public SchemaShape GetOutputSchema(SchemaShape inputSchema)
    {
        ArgumentNullException.ThrowIfNull(inputSchema);
        InputColumn.RequireImages(inputSchema, _columns.Image);
        _examples?.Check(inputSchema);
        return Scores.AddTo(inputSchema, _catalog, _columns);
    }

    private ScorerState Score(IDataView input, TextKind kind)
    {
        var examples = _examples?.Read(input, _model.ImageShape);
        var images = examples is null ? ImageReader.ReadAll(input, _columns.Image, _model.ImageShape.Length) : [];
        var reference = new ImageScorer(_model, _options, _columns.Label, examples).Reference(images);
        return new ScorerState(_columns, kind, _options, _model, examples, reference);
    }

    private void AddMapping(ChainBuilder chain, TextKind kind)
    {
        if (_columns.Label is null)
        {
            chain.Add(catalog => catalog.CustomMapping<ScorerMapping.ImageRow, Scores>(
                ScorerMapping.Marginal.Map, ScorerMapping.Marginal.Contract));
            return;
        }

        TextColumn.Add(chain, ScorerMapping.LabelName, _columns.Label, kind);
        chain.Add(catalog => catalog.CustomMapping<ScorerMapping.LabeledRow, Scores>(
            ScorerMapping.Conditional.Map, ScorerMapping.Conditional.Contract));
    }

    private IEnumerable<string> Temporaries()
        => _columns.Label is null
            ? [ScorerMapping.InputName, StateColumn.KeyName, StateColumn.Name]
            : [ScorerMapping.InputName, ScorerMapping.LabelName, StateColumn.KeyName, StateColumn.Name];

    /// <summary>The options of <c>LikelihoodScorer</c>.</summary>
    public sealed class Options
    {
        /// <summary>The column of images: a vector of the model's height x width floats in [0, 1], ink = 1.</summary>
        public string ImageColumnName = "Image";

        /// <summary>
        /// The column of classes (text, or a key with key values of text), to score given the examples of a row's class that were
        /// fitted on: log p(x | D); null for log p(x).
        /// </summary>
        public string? LabelColumnName;

        /// <summary>The column to add for the log-likelihood: a float, in nats.</summary>
        public string LogLikelihoodColumnName = "LogLikelihood";

        /// <summary>The column to add for bits per pixel: a float, the lower the likelier.</summary>
        public string BitsPerPixelColumnName = "BitsPerPixel";

        /// <summary>The column to add for the rank among the images fitted on: a float in [0, 1].</summary>
        public string TypicalityColumnName = "Typicality";

        /// <summary>Samples of c, 1 to 10,000 (section 6.4.1 takes 20).</summary>
        public int ClassSamples = 20;

        /// <summary>Samples of the image's own t, 1 to 10,000 (section 6.4.1 takes 10).</summary>
        public int ElementSamples = 10;

        /// <summary>Seeds the samples: the same image gets the same number.</summary>
        public long Seed;
    }
}
