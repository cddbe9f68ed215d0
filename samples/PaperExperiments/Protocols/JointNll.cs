using Vhe.Networks.Evaluation;

namespace PaperExperiments.Protocols;

/// <summary>The joint negative log-likelihood of whole classes, as Tables 3 and 4 of the paper report it.</summary>
/// <param name="Nll">-log p(X) / |X|: nats an image, over classes.</param>
/// <param name="Floor">
/// The entropy of the binarization (<see cref="BinarizationEntropy"/>), nats an image, over the same classes: no model is below it on
/// average. Numbers of images with another floor cannot be compared.
/// </param>
/// <param name="Classes">How many classes there were.</param>
internal sealed record JointNll(MeanEstimate Nll, MeanEstimate Floor, int Classes);
