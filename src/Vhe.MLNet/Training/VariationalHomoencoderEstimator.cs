using Microsoft.ML;
using Microsoft.ML.Data;
using Vhe.MLNet.Columns;
using Vhe.MLNet.Persistence;
using Vhe.MLNet.Training;
using Vhe.Networks.Models;
using Vhe.Networks.Training;

namespace Vhe.MLNet;

/// <summary>
/// Trains a Variational Homoencoder, a generative model of classes of images, on background classes (section 6.4.3 of the paper,
/// objective of Eq. 12 and 13). Made by
/// <see cref="VheTransformsCatalog.VariationalHomoencoder(TransformsCatalog, string, string, string, double, VhePreset, long)"/>.
/// </summary>
/// <remarks>
/// Input: a label column (text, or a key with key values) and an image column (a vector of height x width floats in [0, 1],
/// ink = 1: what <c>LoadGlyphs</c> gives). At least two classes of at least two images. Output: the column <c>Code</c>, the
/// posterior mean of the class latent c given the row's image alone, a vector of known size. One <see cref="Fit"/> at a time.
/// </remarks>
public sealed partial class VariationalHomoencoderEstimator : IEstimator<VheTransformer>
{
    private readonly TransformsCatalog _catalog;
    private readonly Options _options;
    private readonly PixelCnnVheOptions _network;
    private readonly TrainingOptions _training;
    private readonly LabeledImages _columns;

    internal VariationalHomoencoderEstimator(TransformsCatalog catalog, Options options)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        ArgumentNullException.ThrowIfNull(options);
        _catalog = catalog;
        _options = options.Copy();
        _network = _options.ToNetwork();
        _network.Validate();
        EmbeddingChain.CheckLength(_network);
        _training = _options.ToTraining(_network);
        _training.Validate();
        InputColumn.CheckName(options.OutputColumnName, nameof(options.OutputColumnName));
        _columns = new LabeledImages(
            InputColumn.CheckName(options.LabelColumnName, nameof(options.LabelColumnName)),
            InputColumn.CheckName(options.ImageColumnName, nameof(options.ImageColumnName)),
            options.GroupColumnName is { } group ? InputColumn.CheckName(group, nameof(options.GroupColumnName)) : null,
            MinimumImages: 2,
            EveryKeyValue: false);
    }

    /// <summary>Trains a model. Everything is read and checked before the first step.</summary>
    /// <param name="input">The background classes.</param>
    /// <returns>The transformer with the model in it.</returns>
    /// <exception cref="ArgumentException">
    /// A column is missing, or of a wrong type or size.
    /// </exception>
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
        ComputeDevice.Find(_options.Device);
        var images = _columns.Read(input, new(1, _network.Height, _network.Width));
        var model = _options.Start is { } start
            ? VheModel.FromBytes(start.ToBytes(), _options.Device)
            : VheModel.Create(_network, _training.Seed, _options.Device);
        try
        {
            var result = new VheTrainer(_training).Train(model, images, _options.CancellationToken);
            var state = new EmbeddingState(_options.ImageColumnName, _options.OutputColumnName, model);
            return EmbeddingChain.Create(_catalog, input, state, result);
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
        return KnownSizeVector.AddTo(
            inputSchema, _catalog, _options.OutputColumnName, _network.TemplateChannels * _network.Height * _network.Width);
    }
}
