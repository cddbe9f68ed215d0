namespace PaperExperiments.Output;

/// <summary>A line of a panel.</summary>
/// <param name="Name">What it is of; the same names have the same colours.</param>
/// <param name="Values">Its value at each tick.</param>
internal sealed record Line(string Name, IReadOnlyList<double> Values);
