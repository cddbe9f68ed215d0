namespace PaperExperiments.Output;

/// <summary>A line of a panel.</summary>
/// <param name="Name">What it is of.</param>
/// <param name="Color">The number of its color, 0 to 3: the same in all pictures in which it is.</param>
/// <param name="Values">Its value at each tick.</param>
internal sealed record Line(string Name, int Color, IReadOnlyList<double> Values);
