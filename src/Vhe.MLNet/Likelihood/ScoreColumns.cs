namespace Vhe.MLNet.Likelihood;

/// <summary>The user's columns of a likelihood scorer.</summary>
/// <param name="Image">The column of images that it reads.</param>
/// <param name="Label">The column of classes that it reads, or null.</param>
/// <param name="LogLikelihood">The column of log-likelihoods.</param>
/// <param name="BitsPerPixel">The column of bits per pixel.</param>
/// <param name="Typicality">The column of ranks.</param>
internal sealed record ScoreColumns(string Image, string? Label, string LogLikelihood, string BitsPerPixel, string Typicality);
