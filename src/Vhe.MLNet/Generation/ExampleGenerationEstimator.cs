using Microsoft.ML;
using Vhe.MLNet.Columns;
using Vhe.MLNet.Generation;
using Vhe.MLNet.Persistence;
using Vhe.Networks.Models;

namespace Vhe.MLNet;

/// <summary>
/// Draws new images of a row's class: from the row's own image, or, with a column of classes, from all examples of the class that
/// it is fitted on (c from q(c; D), section 4.2 and Figure 5 of the paper). Made by
/// <see cref="VheTransformsCatalog.GenerateFromExamples(TransformsCatalog, VheModel, string, string, string, int, double,
/// long)"/>.
/// </summary>
/// <remarks>
/// Input: a column of images (a vector of the model's height x width floats in [0, 1], ink = 1); with a column of classes (text,
/// or a key with key values of text) that one is all that is read of a row to transform. Output: a vector of known size, count x
/// height x width, 0 or 1: the images one after the other, each row by row. The images of a row follow from the seed and from its
/// own image or class alone: equal rows have equal images, in any order and on any thread. Nothing is trained. Thread-safe.
/// </remarks>
public sealed class ExampleGenerationEstimator : IEstimator<ExampleGenerationTransformer>
{
    private readonly TransformsCatalog _catalog;
    private readonly VheModel _model;
    private readonly string _image;
    private readonly GenerationSettings _settings;
    private readonly LabeledImages? _examples;

    internal ExampleGenerationEstimator(TransformsCatalog catalog, VheModel model, Options options)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(options);
        (_catalog, _model) = (catalog, model);
        _image = InputColumn.CheckName(options.ImageColumnName, nameof(options.ImageColumnName));
        _settings = new(options.OutputColumnName, options.Count, options.Temperature, options.Seed);
        _settings.Validate(model.ImageShape);
        _examples = options.LabelColumnName is null ? null : new LabeledImages(
            InputColumn.CheckName(options.LabelColumnName, nameof(options.LabelColumnName)),
            _image,
            GroupColumnName: null,
            MinimumImages: 1,
            EveryKeyValue: false,
            MinimumClasses: 1);
    }

    /// <summary>Reads the examples of every class, if there is a column of classes; otherwise no row is read.</summary>
    /// <param name="input">The examples.</param>
    /// <returns>The generator.</returns>
    /// <exception cref="ArgumentException">A column is missing, or of a wrong type or size.</exception>
    /// <exception cref="InvalidDataException">
    /// With a column of classes: there are no rows; a label is missing or differs from another only in case or Unicode normal
    /// form; an image has a value that is not in [0, 1], or its file cannot be read. The message names it.
    /// </exception>
    public ExampleGenerationTransformer Fit(IDataView input)
    {
        ArgumentNullException.ThrowIfNull(input);
        InputColumn.RequireImages(input.Schema, _image, _model.ImageShape.Length);
        var label = _examples?.LabelColumnName;
        var kind = label is null ? TextKind.Text : TextColumn.KindOf(input.Schema, label, numbers: false);
        var generator = new ExampleGenerationState(
            _image, label, kind, _settings, _model, _examples?.Read(input, _model.ImageShape));
        var state = generator.ToState();
        StateCache<ExampleGenerationState>.Seed(state, generator);
        var chain = new ChainBuilder(_catalog, input);
        StateColumn.Add(chain, state);
        AddMapping(chain, label, kind);
        chain.AddAll(catalog => KnownSizeVector.Join(catalog, _settings.OutputColumnName, _settings.Length(_model.ImageShape)));
        chain.Add(catalog => catalog.DropColumns(
            ExampleGenerationMapping.InputName, StateColumn.KeyName, StateColumn.Name));
        return new ExampleGenerationTransformer(chain.Build(), generator);
    }

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">A column is missing or of a wrong type.</exception>
    public SchemaShape GetOutputSchema(SchemaShape inputSchema)
    {
        ArgumentNullException.ThrowIfNull(inputSchema);
        InputColumn.RequireImages(inputSchema, _image);
        _examples?.Check(inputSchema);
        return KnownSizeVector.AddTo(inputSchema, _catalog, _settings.OutputColumnName, _settings.Length(_model.ImageShape));
    }

    private void AddMapping(ChainBuilder chain, string? label, TextKind kind)
    {
        if (label is null)
        {
            chain.Add(catalog => catalog.CopyColumns(ExampleGenerationMapping.InputName, _image));
            chain.Add(catalog => catalog.CustomMapping<ExampleGenerationMapping.ImageRow, KnownSizeVector>(
                ExampleGenerationMapping.FromImage.Map, ExampleGenerationMapping.FromImage.Contract));
            return;
        }

        TextColumn.Add(chain, ExampleGenerationMapping.InputName, label, kind);
        chain.Add(catalog => catalog.CustomMapping<ExampleGenerationMapping.ClassRow, KnownSizeVector>(
            ExampleGenerationMapping.FromClass.Map, ExampleGenerationMapping.FromClass.Contract));
    }

    /// <summary>The options of <c>GenerateFromExamples</c>.</summary>
    public sealed class Options
    {
        /// <summary>The column to add: a vector of <see cref="Count"/> x height x width floats, 0 or 1.</summary>
        public string OutputColumnName = "Generated";

        /// <summary>The column of images: a vector of the model's height x width floats in [0, 1], ink = 1.</summary>
        public string ImageColumnName = "Image";

        /// <summary>
        /// The column of classes (text, or a key with key values of text), to draw from all examples of a row's class that were
        /// fitted on; null to draw from the row's own image.
        /// </summary>
        public string? LabelColumnName;

        /// <summary>How many images a row, 1 to 64.</summary>
        public int Count = 8;

        /// <summary>Divides the logits of every pixel: below 1 smoother, but more glyphs unfinished or blank;
        /// above 1 wilder; 0.01 to 100.</summary>
        public double Temperature = 1;

        /// <summary>Seeds the noise: the same seed and the same row give the same images.</summary>
        public long Seed;
    }
}
