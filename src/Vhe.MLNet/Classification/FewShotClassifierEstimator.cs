using Microsoft.ML;
using Microsoft.ML.Data;
using Vhe.MLNet.Classification;
using Vhe.MLNet.Columns;
using Vhe.MLNet.Persistence;
using Vhe.Networks.Inference;
using Vhe.Networks.Models;

namespace Vhe.MLNet;

/// <summary>
/// Fits a classifier of new classes on one to a few examples of each: no training, only q(c; D) of every class is inferred.
/// An image is of the class under which it is likeliest (section 6.4.1 of the paper). Made by
/// <see cref="VheTransformsCatalog.FewShotClassifier(TransformsCatalog, VheModel, string, string, string, string, string,
/// ClassificationRule, long)"/>.
/// </summary>
/// <remarks>
/// Input: a label column (text, or a key with key values) and an image column (a vector of the model's height x width floats in
/// [0, 1], ink = 1). Classes may have different numbers of examples. Output: the best class as a key; the posterior over the
/// classes under equal priors, a vector of known size with slot names; log p(x | D) of the best class in nats. Classes come in
/// the order of a key label's keys, or of a text label's first rows. Thread-safe.
/// </remarks>
public sealed class FewShotClassifierEstimator : IEstimator<FewShotClassifierTransformer>
{
    private readonly TransformsCatalog _catalog;
    private readonly VheModel _model;
    private readonly ClassifierColumns _columns;
    private readonly ClassificationOptions _options;
    private readonly LabelledImages _support;

    internal FewShotClassifierEstimator(TransformsCatalog catalog, VheModel model, Options options)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(options);
        _catalog = catalog;
        _model = model;
        _columns = new ClassifierColumns(
            InputColumn.CheckName(options.LabelColumnName, nameof(options.LabelColumnName)),
            InputColumn.CheckName(options.ImageColumnName, nameof(options.ImageColumnName)),
            InputColumn.CheckName(options.PredictedLabelColumnName, nameof(options.PredictedLabelColumnName)),
            InputColumn.CheckName(options.ScoreColumnName, nameof(options.ScoreColumnName)),
            InputColumn.CheckName(options.LogLikelihoodColumnName, nameof(options.LogLikelihoodColumnName)));
        _options = options.ToClassification();
        _support = new LabelledImages(
            _columns.Label, _columns.Image, GroupColumnName: null, MinimumImages: 1, EveryKeyValue: true);
    }

    /// <summary>Reads the examples and infers the posterior of every class.</summary>
    /// <param name="input">The examples.</param>
    /// <returns>The classifier.</returns>
    /// <exception cref="ArgumentException">A column is missing, or of a wrong type or size.</exception>
    /// <exception cref="InvalidDataException">
    /// There are no rows, or one class; a key value has no example; a label is missing or differs from another only in case or
    /// Unicode normal form; an image has a value that is not in [0, 1], or its file cannot be read. The message names it.
    /// </exception>
    public FewShotClassifierTransformer Fit(IDataView input)
    {
        ArgumentNullException.ThrowIfNull(input);
        var support = _support.Read(input, _model.ImageShape);
        var classifier = new ClassifierState(_columns, _options, _model, support);
        var state = classifier.ToState();
        StateCache<ClassifierState>.Seed(state, classifier);
        var chain = new ChainBuilder(_catalog, input).Add(
            catalog => catalog.CopyColumns(ClassifierMapping.InputName, _columns.Image));
        StateColumn.Add(chain, state);
        chain.Add(catalog => catalog.CustomMapping<ClassifierMapping.Query, ClassifierMapping.Answer>(
            ClassifierMapping.Map, ClassifierMapping.Contract));
        foreach (var step in ClassifierOutputs.Create(_catalog, _columns, classifier.Classifier.ClassNames))
        {
            chain.Add(_ => step);
        }

        chain.Add(catalog => catalog.DropColumns(ClassifierMapping.InputName, StateColumn.Name));
        return new FewShotClassifierTransformer(chain.Build(), classifier);
    }

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">A column is missing or of a wrong type.</exception>
    public SchemaShape GetOutputSchema(SchemaShape inputSchema)
    {
        ArgumentNullException.ThrowIfNull(inputSchema);
        _support.Check(inputSchema);
        return ClassifierOutputs.AddTo(inputSchema, _catalog, _columns);
    }

    /// <summary>The options of <c>FewShotClassifier</c>.</summary>
    public sealed class Options
    {
        /// <summary>The column of classes to fit on: text, or a key with key values. Not needed afterwards.</summary>
        public string LabelColumnName = "Label";

        /// <summary>The column of images: a vector of the model's height x width floats in [0, 1], ink = 1.</summary>
        public string ImageColumnName = "Image";

        /// <summary>The column to add for the best class: a key with key values.</summary>
        public string PredictedLabelColumnName = "PredictedLabel";

        /// <summary>
        /// The column to add for the posterior over the classes: a vector of known size with slot names. See <see cref="Rule"/>.
        /// </summary>
        public string ScoreColumnName = "Score";

        /// <summary>The column to add for log p(x | D) of the best class: a float, in nats.</summary>
        public string LogLikelihoodColumnName = "LogLikelihood";

        /// <summary>
        /// How log p(x | D) is estimated: from codes alone, by one decode a class, by the samples of the paper (section 6.4.1),
        /// or both ways round. Under the balanced, the paper's and the mutual rule the classes outside the short list keep only
        /// their order, so that the scores are a posterior over the short list alone.
        /// </summary>
        public ClassificationRule Rule = ClassificationRule.Cheap;

        /// <summary>Samples of c for each class under the paper's rule, 1 to 1000.</summary>
        public int ClassSamples = 5;

        /// <summary>Importance samples of t for each image under the paper's rule, 1 to 1000.</summary>
        public int TransformSamples = 10;

        /// <summary>How many classes the paper's and the mutual rule are spent on at most, the likeliest by the cheap rule; 0 for
        /// all within the margin.</summary>
        public int ShortList = 5;

        /// <summary>How far behind the best class, in nats by the cheap rule, a class may be to be spent these rules on; null for
        /// any distance.  </summary>
        public double? ShortListMargin = 20;

        /// <summary>How many classes the balanced rule decodes, those of the nearest codes; 1 or more.</summary>
        public int CodeShortList = 10;

        /// <summary>How much the examples given the image count beside the image given the examples under the mutual rule, 0 to
        /// 1.  </summary>
        public double ReverseWeight = 0.3;

        /// <summary>Seeds the samples of the paper's rule: the same image gets the same answer.</summary>
        public long Seed;

        internal ClassificationOptions ToClassification()
        {
            OptionCheck.Defined(nameof(Rule), Rule);
            var options = new ClassificationOptions
            {
                Rule = Rule,
                ClassSamples = ClassSamples,
                TransformSamples = TransformSamples,
                ShortList = ShortList,
                ShortListMargin = ShortListMargin,
                CodeShortList = CodeShortList,
                ReverseWeight = ReverseWeight,
                Seed = Seed,
            };
            options.Validate();
            return options;
        }
    }
}
