using Vhe.MLNet.Classification;

namespace Vhe.MLNet;

/// <summary>
/// Fits a classifier of new classes on one to a few examples of each. No weights are trained: fitting infers q(c; D) of each class.
/// An image is assigned to the class under which it is likeliest (section 6.4.1 of the paper). Made by
/// <see cref="VheTransformsCatalog.FewShotClassifier(TransformsCatalog, VheModel, string, string, ClassificationRule)"/>.
/// </summary>
/// <remarks>
/// Input: a label column (text, or a key with key values) and an image column (a vector of the model's height x width floats in
/// [0, 1], ink = 1). Classes may have different numbers of examples. Output: the best class as a key; the posterior over the
/// classes, a vector of known size with slot names; log p(x | D) of the best class in nats; whether the image is of one of the
/// classes at all, see <see cref="UnknownDetector"/>. Classes come in the order of a key label's keys, or of a text label's first
/// rows. Thread-safe.
/// </remarks>
public sealed partial class FewShotClassifierEstimator : IEstimator<FewShotClassifierTransformer>
{
    // Stand for classes that are not known yet where only types matter.
    private static readonly string[] AnyTwoClasses = ["a", "b"];

    private readonly TransformsCatalog _catalog;
    private readonly VheModel _model;
    private readonly ClassifierFunction.Columns _columns;
    private readonly ClassificationOptions _options;
    private readonly ClassReader _support;

    internal FewShotClassifierEstimator(TransformsCatalog catalog, VheModel model, Options options)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(options);
        (_catalog, _model, _columns) = (catalog, model, options.ToColumns());
        InputColumn.CheckDistinct(_columns.PredictedLabel, _columns.Score, _columns.LogLikelihood, _columns.IsKnown);
        _options = options.ToClassification();
        _support = new ClassReader(
            _columns.Label, _columns.Image, GroupColumnName: null, MinimumImages: 1, EveryKeyValue: true);
    }

    /// <summary>Reads the examples and infers the posterior of each class.</summary>
    /// <param name="input">The examples.</param>
    /// <returns>The classifier.</returns>
    /// <exception cref="ArgumentException">A column is missing, or of a wrong type or size.</exception>
    /// <exception cref="InvalidDataException">
    /// There are no rows, or one class; a key value has no example; a label is missing or differs from another only in case or
    /// Unicode normal form; an image has a value that is not in [0, 1], or its file cannot be read; a prior is of a class that
    /// has no example. The message names it.
    /// </exception>
    public FewShotClassifierTransformer Fit(IDataView input)
    {
        ArgumentNullException.ThrowIfNull(input);
        var support = _support.Read(input, _model.ImageShape);
        if (_options.Priors?.Keys.FirstOrDefault(name => support.Classes.All(item => item.Name != name)) is { } stranger)
        {
            throw new InvalidDataException(
                $"There is a prior of class '{stranger}', but column '{_columns.Label}' has no such class.");
        }

        var function = new ClassifierFunction(_columns, _model, new FewShotClassifier(_model, support, _options).Share());
        return new FewShotClassifierTransformer(function, RowChain.Build(_catalog, input, function));
    }

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">A column is missing or of a wrong type.</exception>
    public SchemaShape GetOutputSchema(SchemaShape inputSchema)
    {
        ArgumentNullException.ThrowIfNull(inputSchema);
        _support.Check(inputSchema);
        return RowChain.AddTo(inputSchema, _catalog, catalog => ClassifierFunction.Outputs(catalog, _columns, AnyTwoClasses));
    }
}
