using Vhe.MLNet.Classification;

namespace Vhe.MLNet;

public sealed partial class FewShotClassifierEstimator
{
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
        /// The column to add for whether the image is of one of the classes at all: a Boolean, see <see cref="UnknownDetector"/>.
        /// Fitting calibrates it on the examples, which takes seconds. Reading it costs four decodes for each image; a pipeline that
        /// does not read it does not pay. Null for no such column and no calibration.
        /// </summary>
        public string? IsKnownColumnName = "IsKnown";

        /// <summary>Whether <see cref="PredictedLabelColumnName"/> is missing (key 0) where the image is of none of the classes.
        /// </summary>
        public bool MissingLabelWhereUnknown;

        /// <summary>The share of images of the classes that may be rejected as unknown, above 0 and below 1. A lower rate accepts
        /// more unknown images.</summary>
        public double FalseRejectionRate = 0.05;

        /// <summary>
        /// Prior weight of each class by its name: positive, not necessarily summing to 1; a class that is not named has weight 1.
        /// Null for equal priors. It moves the scores and the best class, not the log-likelihood.
        /// </summary>
        public IReadOnlyDictionary<string, double>? Priors;

        /// <summary>
        /// How log p(x | D) is estimated. Under <see cref="ClassificationRule.Reranked"/>,
        /// <see cref="ClassificationRule.ImportanceSampled"/> and <see cref="ClassificationRule.Bidirectional"/> the classes outside
        /// the short list keep only their order: the scores are a posterior over the short list alone.
        /// </summary>
        public ClassificationRule Rule = ClassificationRule.PointEstimate;

        /// <summary>Samples of c for each class, for <see cref="ClassificationRule.ImportanceSampled"/>; 1 to 1000.</summary>
        public int ClassSamples = 5;

        /// <summary>Importance samples of t for each image, for <see cref="ClassificationRule.ImportanceSampled"/>; 1 to
        /// 1000.</summary>
        public int TransformSamples = 10;

        /// <summary>How many classes, those likeliest by the point estimate, are on the short list of
        /// <see cref="ClassificationRule.ImportanceSampled"/> and <see cref="ClassificationRule.Bidirectional"/>; 0 for all within
        /// the margin.</summary>
        public int ShortList = 5;

        /// <summary>How far behind the best class, in nats by the point estimate, a class on that short list may be; null for any
        /// distance.</summary>
        public double? ShortListMargin = 20;

        /// <summary>How many classes, those with the nearest embeddings, <see cref="ClassificationRule.Reranked"/> decodes; 1 or
        /// more.</summary>
        public int EmbeddingShortList = 10;

        /// <summary>The weight of the reverse direction, examples given the image, in
        /// <see cref="ClassificationRule.Bidirectional"/>; 0 to 1.</summary>
        public double ReverseWeight = 0.6;

        /// <summary>Seeds the samples of <see cref="ClassificationRule.ImportanceSampled"/>, and the images that calibrate
        /// <see cref="IsKnownColumnName"/> where no class has two examples. The same image gets the same answer.</summary>
        public long Seed;

        internal ClassifierFunction.Columns ToColumns() => new(
            InputColumn.CheckName(LabelColumnName, nameof(LabelColumnName)),
            InputColumn.CheckName(ImageColumnName, nameof(ImageColumnName)),
            InputColumn.CheckName(PredictedLabelColumnName, nameof(PredictedLabelColumnName)),
            InputColumn.CheckName(ScoreColumnName, nameof(ScoreColumnName)),
            InputColumn.CheckName(LogLikelihoodColumnName, nameof(LogLikelihoodColumnName)),
            IsKnownColumnName is null ? null : InputColumn.CheckName(IsKnownColumnName, nameof(IsKnownColumnName)),
            MissingLabelWhereUnknown);

        internal ClassificationOptions ToClassification()
        {
            OptionRange.CheckDefined(nameof(Rule), Rule);
            var options = new ClassificationOptions
            {
                Rule = Rule,
                ClassSamples = ClassSamples,
                TransformSamples = TransformSamples,
                ShortList = ShortList,
                ShortListMargin = ShortListMargin,
                EmbeddingShortList = EmbeddingShortList,
                ReverseWeight = ReverseWeight,
                Priors = Priors?.ToDictionary(StringComparer.Ordinal),
                FalseRejectionRate = FalseRejectionRate,
                Seed = Seed,
            };
            options.Validate();
            return options;
        }
    }
}
