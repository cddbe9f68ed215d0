namespace Vhe.Networks.Evaluation;

/// <summary>A classifier's accuracy over episodes.</summary>
/// <param name="Mean">The share of queries that were classified rightly, in [0, 1].</param>
/// <param name="Ci95">
/// Half the width of the 95 % confidence interval: 1.96 standard errors of the mean over episodes. 0 when all episodes came out
/// the same.
/// </param>
/// <param name="Episodes">How many episodes there were.</param>
/// <param name="Queries">How many queries all episodes had together.</param>
public sealed record Accuracy(double Mean, double Ci95, int Episodes, int Queries)
{
    /// <summary>The accuracy as a line of text.</summary>
    /// <returns>For instance <c>95.3 % +/- 0.6 % (400 episodes, 8000 queries)</c>.</returns>
    public override string ToString() => $"{100 * Mean:F1} % +/- {100 * Ci95:F1} % ({Episodes} episodes, {Queries} queries)";
}
