using Vhe.MLNet.Columns;
using Vhe.Networks.Inference;

namespace Vhe.MLNet;

/// <content>What can be chosen.</content>
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
        /// The column to add for whether the image is of one of the classes at all: a truth value, see
        /// <see cref="UnknownDetector"/>. Fitting calibrates it on the examples: a few seconds with the largest model. Reading it
        /// costs four decodes an image, and nothing where nobody reads it. Null for no such column and no such cost.
        /// </summary>
        public string? IsKnownColumnName = "IsKnown";

        /// <summary>Whether <see cref="PredictedLabelColumnName"/> is missing (key 0) where the image is of none of the classes.
        /// </summary>
        public bool MissingLabelWhereUnknown;

        /// <summary>The share of images of the classes that may be called unknown, above 0 and below 1. Less lets more of the
        /// unknown through.</summary>
        public double FalseRejectionRate = 0.05;

        /// <summary>
        /// How often each class is met beforehand, by its name: any positive weights, of which the proportions count; a class
        /// that is not named weighs 1. Null where all are met equally often. It moves the scores and the best class, not the
        /// log-likelihood.
        /// </summary>
        public IReadOnlyDictionary<string, double>? Priors;

        /// <summary>
        /// How log p(x | D) is estimated: from codes alone, by one decode a class, by the samples of the paper (section 6.4.1),
        /// or both ways round. Under the balanced, the paper's and the mutual rule the classes outside the short list keep only
        /// their order, so that the scores are a posterior over the short list alone.
        /// </summary>
        public ClassificationRule Rule = ClassificationRule.PointEstimate;

        /// <summary>Samples of c for each class under the paper's rule, 1 to 1000.</summary>
        public int ClassSamples = 5;

        /// <summary>Importance samples of t for each image under the paper's rule, 1 to 1000.</summary>
        public int TransformSamples = 10;

        /// <summary>How many classes the paper's and the mutual rule are spent on at most, the likeliest by the cheap rule; 0 for
        /// all within the margin.</summary>
        public int ShortList = 5;

        /// <summary>How far behind the best class, in nats by the cheap rule, a class may be to be spent these rules on; null for
        /// any distance.</summary>
        public double? ShortListMargin = 20;

        /// <summary>How many classes the balanced rule decodes, those of the nearest codes; 1 or more.</summary>
        public int EmbeddingShortList = 10;

        /// <summary>How much the examples given the image count beside the image given the examples under the mutual rule, 0 to
        /// 1.</summary>
        public double ReverseWeight = 0.6;

        /// <summary>Seeds the samples of the paper's rule, and the images that are drawn where no class has two examples to calibrate
        /// <see cref="IsKnownColumnName"/> by: the same image gets the same answer.</summary>
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
