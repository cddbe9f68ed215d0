namespace Vhe.MLNet;

/// <summary>The classification of an image by a few-shot service. Immutable.</summary>
/// <param name="ClassName">The best class; null where <paramref name="IsKnown"/> is false.</param>
/// <param name="Probability">The posterior probability of the best class, 0 to 1. It assumes that the image is of one of the
/// classes: check <paramref name="IsKnown"/> first.</param>
/// <param name="LogLikelihood">log p(x | D) of the best class, or what the rule computes in its place, in nats (section 6.4.1).
/// </param>
/// <param name="IsKnown">Whether the image is of one of the classes at all; see <see cref="UnknownDetector"/>. Null where
/// <see cref="FewShotServiceOptions.DetectUnknown"/> is off.</param>
/// <param name="Scores">The posterior probability of every class, by its name, in the order of
/// <see cref="IFewShotService.ClassNames"/>; their sum is 1. Also given where the image is unknown. Under the rules
/// <see cref="ClassificationRule.Reranked"/>, <see cref="ClassificationRule.ImportanceSampled"/> and
/// <see cref="ClassificationRule.Bidirectional"/> it is a posterior over the short list.</param>
public sealed record FewShotAnswer(
    string? ClassName, float Probability, float LogLikelihood, bool? IsKnown, IReadOnlyDictionary<string, float> Scores);
