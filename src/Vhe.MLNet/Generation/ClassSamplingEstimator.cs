using Microsoft.ML;
using Vhe.MLNet.Columns;
using Vhe.MLNet.Generation;
using Vhe.MLNet.Persistence;
using Vhe.Networks.Models;

namespace Vhe.MLNet;

/// <summary>
/// Invents a class for each row, c from its prior p(c), and draws images of it (section 4.2 of the paper). Made by
/// <see cref="VheTransformsCatalog.SampleNewClass(TransformsCatalog, VheModel, string, string, int, double, long)"/>.
/// </summary>
/// <remarks>
/// Input: a column that names the class to invent: text, a whole number (4 is the same as "4"), or a key with key values of text.
/// It means nothing to the model, but the same name and the same seed always give the same class and the same images, in any
/// order and on any thread. Output: a vector of known size, count x height x width, 0 or 1: the images one after the other, each
/// row by row. Nothing is fitted. Thread-safe.
/// </remarks>
public sealed class ClassSamplingEstimator : IEstimator<ClassSamplingTransformer>
{
    private readonly TransformsCatalog _catalog;
    private readonly VheModel _model;
    private readonly string _input;
    private readonly GenerationSettings _settings;

    internal ClassSamplingEstimator(TransformsCatalog catalog, VheModel model, Options options)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(options);
        (_catalog, _model) = (catalog, model);
        _input = InputColumn.CheckName(options.InputColumnName, nameof(options.InputColumnName));
        _settings = new(options.OutputColumnName, options.Count, options.Temperature, options.Seed);
        _settings.Validate(model.ImageShape);
    }

    /// <summary>Checks the column. No row is read.</summary>
    /// <param name="input">A view with the column of names.</param>
    /// <returns>The sampler.</returns>
    /// <exception cref="ArgumentException">The column is missing or of a wrong type.</exception>
    public ClassSamplingTransformer Fit(IDataView input)
    {
        ArgumentNullException.ThrowIfNull(input);
        var kind = TextColumn.KindOf(input.Schema, _input, numbers: true);
        var sampler = new ClassSamplingState(_input, kind, _settings, _model);
        var state = sampler.ToState();
        StateCache<ClassSamplingState>.Seed(state, sampler);
        var chain = new ChainBuilder(_catalog, input);
        StateColumn.Add(chain, state);
        TextColumn.Add(chain, ClassSamplingMapping.InputName, _input, kind);
        chain.Add(catalog => catalog.CustomMapping<ClassSamplingMapping.Row, KnownSizeVector>(
            ClassSamplingMapping.Map, ClassSamplingMapping.Contract));
        chain.AddAll(catalog => KnownSizeVector.Join(catalog, _settings.OutputColumnName, _settings.Length(_model.ImageShape)));
        chain.Add(catalog => catalog.DropColumns(ClassSamplingMapping.InputName, StateColumn.KeyName, StateColumn.Name));
        return new ClassSamplingTransformer(chain.Build(), sampler);
    }

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">The column is missing or of a wrong type.</exception>
    public SchemaShape GetOutputSchema(SchemaShape inputSchema)
    {
        ArgumentNullException.ThrowIfNull(inputSchema);
        TextColumn.Require(inputSchema, _input);
        return KnownSizeVector.AddTo(inputSchema, _catalog, _settings.OutputColumnName, _settings.Length(_model.ImageShape));
    }

    /// <summary>The options of <c>SampleNewClass</c>.</summary>
    public sealed class Options
    {
        /// <summary>The column to add: a vector of <see cref="Count"/> x height x width floats, 0 or 1.</summary>
        public string OutputColumnName = "Generated";

        /// <summary>
        /// The column that names the class to invent: text, a whole number, or a key with key values of text. The same name gives
        /// the same class.
        /// </summary>
        public string InputColumnName = "Name";

        /// <summary>How many images of each class, 1 to 64.</summary>
        public int Count = 8;

        /// <summary>Divides the logits of every pixel: below 1 smoother, but more glyphs unfinished or blank;
        /// above 1 wilder; 0.01 to 100.</summary>
        public double Temperature = 1;

        /// <summary>Seeds the noise: the same seed and the same name give the same class and the same images.</summary>
        public long Seed;
    }
}
