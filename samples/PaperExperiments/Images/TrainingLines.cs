using Vhe.Networks.Training;

namespace PaperExperiments.Images;

/// <summary>A line about the training of a model now and then.</summary>
/// <param name="name">The model.</param>
internal sealed class TrainingLines(string name) : IProgress<TrainingProgress>
{
    public void Report(TrainingProgress value) => Console.Out.WriteLine($"{name}: {value}");
}
