namespace PaperExperiments.Protocols;

/// <summary>A line of a <see cref="PredefinedRun"/>: an image to classify, and the one example of its class.</summary>
/// <param name="Test">The path of the image to classify, below the folder of the runs.</param>
/// <param name="Training">The path of the example, below the folder of the runs.</param>
internal sealed record RunPair(string Test, string Training);
