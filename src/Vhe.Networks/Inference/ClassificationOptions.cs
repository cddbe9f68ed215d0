namespace Vhe.Networks.Inference;

/// <summary>How a few-shot classifier estimates its likelihoods.</summary>
public sealed record ClassificationOptions
{
    private static readonly Dictionary<string, double> Equal = new(StringComparer.Ordinal);

    /// <summary>The rule.</summary>
    public ClassificationRule Rule { get; init; } = ClassificationRule.PointEstimate;

    /// <summary>Samples of c for each class, for <see cref="ClassificationRule.ImportanceSampled"/>; 1 to 1000. Section 6.4.1 takes
    /// 20, at four times the cost.</summary>
    public int ClassSamples { get; init; } = 5;

    /// <summary>Importance samples of t for each image, for <see cref="ClassificationRule.ImportanceSampled"/> (section 6.4.1:
    /// k = 10); 1 to 1000.</summary>
    public int TransformSamples { get; init; } = 10;

    /// <summary>How many classes, those likeliest by the point estimate, are on the short list of
    /// <see cref="ClassificationRule.ImportanceSampled"/> and <see cref="ClassificationRule.Bidirectional"/>; 0 for all within the
    /// margin.</summary>
    public int ShortList { get; init; } = 5;

    /// <summary>How far behind the best class, in nats by the point estimate, a class on that short list may be; 0 or more. For most
    /// images the best class alone is left. Null for any distance: with a short list of 0 all classes are compared, as in the
    /// paper.</summary>
    public double? ShortListMargin { get; init; } = 20;

    /// <summary>How many classes, those with the nearest embeddings, <see cref="ClassificationRule.Reranked"/> decodes; 1 or
    /// more.</summary>
    public int EmbeddingShortList { get; init; } = 10;

    /// <summary>The weight of the reverse direction, examples given the image, in <see cref="ClassificationRule.Bidirectional"/>; 0 to
    /// 1. Chosen on background alphabets that a model had not seen, 20-way, from 0.2 to 1.3: 0.5 to 0.8 are best from one example,
    /// and all of 0.2 to 0.8 about alike from five.</summary>
    public double ReverseWeight { get; init; } = 0.6;

    /// <summary>
    /// How often each class is met beforehand, by its name: any positive weights, of which the proportions count; a class that is
    /// not named weighs 1. Null where all are met equally often.
    /// </summary>
    public IReadOnlyDictionary<string, double>? Priors { get; init; }

    /// <summary>The share of images of the classifier's own classes that <see cref="UnknownDetector"/> may call unknown, above 0
    /// and below 1. Less lets more of the unknown through.</summary>
    public double FalseRejectionRate { get; init; } = 0.05;

    /// <summary>Seeds the samples: the same image gets the same answer.</summary>
    public long Seed { get; init; }

    /// <summary>Checks every number.</summary>
    internal void Validate()
    {
        OptionRange.Check(nameof(ClassSamples), ClassSamples, 1, 1000);
        OptionRange.Check(nameof(TransformSamples), TransformSamples, 1, 1000);
        OptionRange.Check(nameof(ShortList), ShortList, 0);
        OptionRange.Check(nameof(ShortListMargin), ShortListMargin ?? 0, 0, double.MaxValue);
        OptionRange.Check(nameof(EmbeddingShortList), EmbeddingShortList, 1);
        OptionRange.Check(nameof(ReverseWeight), ReverseWeight, 0, 1);
        OptionRange.CheckFraction(nameof(FalseRejectionRate), FalseRejectionRate);
        foreach (var (name, weight) in Priors ?? Equal)
        {
            if (!(weight > 0 && double.IsFinite(weight)))
            {
                throw new ArgumentOutOfRangeException(
                    nameof(Priors), weight, $"The prior of class '{name}' must be positive and finite, not {weight}.");
            }
        }
    }

    /// <summary>The logarithms of the priors, up to a constant.</summary>
    internal float[] LogPriors(IReadOnlyList<string> classNames)
    {
        if (Priors?.Keys.FirstOrDefault(name => !classNames.Contains(name, StringComparer.Ordinal)) is { } stranger)
            throw new ArgumentException($"There is a prior of class '{stranger}', but no such class.", nameof(classNames));

        return [.. classNames.Select(name => (float)Math.Log(Priors?.GetValueOrDefault(name, 1) ?? 1))];
    }

    /// <summary>The same options for a classifier that lacks a class.</summary>
    internal ClassificationOptions Without(string className) => Priors?.ContainsKey(className) == true
        ? this with { Priors = Priors.Where(prior => prior.Key != className).ToDictionary(StringComparer.Ordinal) }
        : this;
}
