namespace PaperExperiments.Tightened;

/// <summary>One run of one bound: a line of the CSV file. All terms in nats for one element.</summary>
/// <param name="Bound">Which bound was raised.</param>
/// <param name="Support">|D|.</param>
/// <param name="Run">The number of the run: the same data, weights and draws for every bound.</param>
/// <param name="Elbo">The bound of the training classes.</param>
/// <param name="LogLikelihood">Their log p(X) by importance weighting.</param>
/// <param name="Gap">What the bound loses of it.</param>
/// <param name="UnseenJointNll">The joint NLL of classes that the model was not trained on.</param>
/// <param name="Steps">Steps of training.</param>
internal sealed record TightenedResult(
    string Bound, int Support, int Run, double Elbo, double LogLikelihood, double Gap, double UnseenJointNll, long Steps);
