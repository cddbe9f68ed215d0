namespace Vhe.MLNet;

/// <summary>What a few-shot service says of an image. Immutable.</summary>
/// <param name="ClassName">The best class; null where <paramref name="IsKnown"/> is false.</param>
/// <param name="Probability">The best class's posterior probability among the classes, 0 to 1. It supposes that the image is of
/// one of them: look at <paramref name="IsKnown"/> first.</param>
/// <param name="LogLikelihood">log p(x | D) of the best class, or what the rule has in its place, in nats (section
/// 6.4.1).</param>
/// <param name="IsKnown">Whether the image is of one of the classes at all: see
/// <see cref="Vhe.Networks.Inference.UnknownDetector"/>. Null where nobody looked:
/// <see cref="FewShotServiceOptions.DetectUnknown"/> is off.</param>
/// <param name="Scores">The posterior probability of every class, in the order of the classes, also where the image is unknown.
/// Under the balanced, the paper's and the mutual rule it is a posterior over the short list.</param>
public sealed record FewShotAnswer(
    string? ClassName, float Probability, float LogLikelihood, bool? IsKnown, IReadOnlyList<ClassProbability> Scores);
