namespace Vhe.Networks.Training;

/// <summary>What a training run came to.</summary>
/// <param name="Steps">Steps done, over all resumed parts.</param>
/// <param name="Elapsed">Time trained, over all resumed parts.</param>
/// <param name="ImagesPerSecond">Targets learned from in a second, in this part of the run.</param>
/// <param name="History">Every report of this part of the run, the last one at its end.</param>
/// <param name="Canceled">Whether it was canceled before its budget was used up.</param>
public sealed record TrainingResult(
    long Steps, TimeSpan Elapsed, double ImagesPerSecond, IReadOnlyList<TrainingProgress> History, bool Canceled);
