using PaperExperiments.Protocols;

namespace PaperExperiments.OneDimensional;

/// <summary>What section 4.1 measures of a model on classes of numbers: the four rows of Figures 3 and 9.</summary>
/// <param name="EncodedInformation">KL(q(c; D) || p(c)), in nats a class.</param>
/// <param name="GenerationLoss">-E over q(c; D) of log p(x' | c), x' apart from D, in nats an element.</param>
/// <param name="BinaryError">How often x' has the lower loss under the D of another class drawn at random, 0 to 1; 0.5 is chance.
/// Classes of one distribution, as the discrete family's often are, cannot be told apart.</param>
/// <param name="JointNll">-log p(X) / |X|, by importance weighting over q(c; X), in nats an element.</param>
internal sealed record ElementMeasures(double EncodedInformation, double GenerationLoss, double BinaryError, double JointNll);
