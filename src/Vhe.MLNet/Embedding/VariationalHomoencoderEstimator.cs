using Vhe.MLNet.Embedding;
using Vhe.Networks.Native;
using Vhe.Networks.Training;

namespace Vhe.MLNet;

/// <summary>
/// Trains a Variational Homoencoder, a generative model of classes of images, on background classes (section 6.4.3 of the paper,
/// objective of Eq. 12 and 13). Made by
/// <see cref="VheTransformsCatalog.VariationalHomoencoder(TransformsCatalog, string, string, string, long, VhePreset)"/>.
/// </summary>
/// <remarks>
/// Input: a label column (text, or a key with key values) and an image column (a vector of height x width floats in [0, 1],
/// ink = 1, as <c>LoadGlyphs</c> returns it). At least two classes of at least two images. Output: the column <c>Embedding</c>, the
/// posterior mean of the class latent c given the row's image alone, a vector of known size. Progress is written to
/// <c>MLContext.Log</c>. One <see cref="Fit"/> at a time.
/// </remarks>
public sealed partial class VariationalHomoencoderEstimator : IEstimator<VheTransformer>
{
    private readonly TransformsCatalog _catalog;
    private readonly ContextSettings _context;
    private readonly Options _options;
    private readonly PixelCnnVheOptions _network;
    private readonly TrainingOptions _training;
    private readonly ClassReader _columns;

    internal VariationalHomoencoderEstimator(TransformsCatalog catalog, Options options)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        ArgumentNullException.ThrowIfNull(options);
        _catalog = catalog;
        _context = new ContextSettings(catalog);
        _options = options.Copy();
        _network = _options.ToNetwork();
        _network.Validate();
        EmbeddingFunction.CheckLength(_network);
        _training = _options.ToTraining(_network, _context.Seed);
        _training = _training with { Progress = new Progress(_context, _training.Progress) };
        _training.Validate();
        InputColumn.CheckName(options.OutputColumnName, nameof(options.OutputColumnName));
        _columns = new ClassReader(
            InputColumn.CheckName(options.LabelColumnName, nameof(options.LabelColumnName)),
            InputColumn.CheckName(options.ImageColumnName, nameof(options.ImageColumnName)),
            options.GroupColumnName is { } group ? InputColumn.CheckName(group, nameof(options.GroupColumnName)) : null,
            MinimumImages: 2,
            EveryKeyValue: false);
    }

    /// <summary>Trains a model. Everything is read and checked before the first step.</summary>
    /// <param name="input">The background classes.</param>
    /// <returns>The transformer. It carries the model.</returns>
    /// <exception cref="ArgumentException">A column is missing, or of a wrong type or size.</exception>
    /// <exception cref="InvalidDataException">
    /// There are no rows, or one class; a class has one image; a label is missing or differs from another only in case or Unicode
    /// normal form; an image has a value that is not in [0, 1], or its file cannot be read. The message names it.
    /// </exception>
    /// <exception cref="OperationCanceledException">It was canceled, and <see cref="Options.ThrowOnCancel"/> is set.</exception>
    /// <exception cref="Vhe.Networks.VheException">
    /// The device cannot be used, or training does not recover from divergence.
    /// </exception>
    public VheTransformer Fit(IDataView input)
    {
        ArgumentNullException.ThrowIfNull(input);
        var device = _options.Device ?? _context.Device();
        ComputeDevice.Find(device);
        var images = _columns.Read(input, new(1, _network.Height, _network.Width));
        var model = _options.Start is { } start
            ? VheModel.FromBytes(start.ToBytes(), device)
            : VheModel.Create(_network, _training.Seed, device);
        try
        {
            var result = new VheTrainer(_training).Train(model, images, _options.CancellationToken);
            var function = new EmbeddingFunction(new(_options.ImageColumnName, _options.OutputColumnName), model);
            return new VheTransformer(function, RowChain.Build(_catalog, input, function), result);
        }
        catch
        {
            model.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">A column is missing or of a wrong type.</exception>
    public SchemaShape GetOutputSchema(SchemaShape inputSchema)
    {
        ArgumentNullException.ThrowIfNull(inputSchema);
        _columns.Check(inputSchema);
        var length = _network.TemplateChannels * _network.Height * _network.Width;
        return RowChain.AddTo(
            inputSchema, _catalog, catalog => EmbeddingFunction.Outputs(catalog, _options.OutputColumnName, length));
    }

    private sealed class Progress(ContextSettings context, IProgress<TrainingProgress>? next) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value)
        {
            context.Log("Training", value.ToString());
            next?.Report(value);
        }
    }
}
