namespace Vhe.MLNet.Classification;

/// <summary>The user's columns of a few-shot classifier.</summary>
/// <param name="Label">The column of labels that it was fitted on.</param>
/// <param name="Image">The column of images that it reads.</param>
/// <param name="PredictedLabel">The column of the best class.</param>
/// <param name="Score">The column of the posterior.</param>
/// <param name="LogLikelihood">The column of the best class's log-likelihood.</param>
internal sealed record ClassifierColumns(string Label, string Image, string PredictedLabel, string Score, string LogLikelihood);
