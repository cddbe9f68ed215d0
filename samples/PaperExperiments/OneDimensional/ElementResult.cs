using PaperExperiments.Protocols;
using Vhe.Networks.Models;

namespace PaperExperiments.OneDimensional;

/// <summary>What a point of Figure 3 or 9 came to: a line of the CSV file.</summary>
/// <param name="Family">The family.</param>
/// <param name="Objective">The objective.</param>
/// <param name="Support">|D|.</param>
/// <param name="EncodedInformation">KL(q(c; D) || p(c)), nats.</param>
/// <param name="GenerationLoss">Nats an element.</param>
/// <param name="BinaryError">0 to 1.</param>
/// <param name="JointNll">Nats an element.</param>
/// <param name="BestRun">Which of the runs was kept: the one of the best training bound.</param>
/// <param name="TrainingBound">Its value of its own objective on the training set, nats an element.</param>
/// <param name="Steps">Steps of each run.</param>
internal sealed record ElementResult(
    string Family,
    string Objective,
    int Support,
    double EncodedInformation,
    double GenerationLoss,
    double BinaryError,
    double JointNll,
    int BestRun,
    double TrainingBound,
    long Steps);
