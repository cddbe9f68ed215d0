using System.Globalization;

namespace Vhe.Networks.Evaluation;

/// <summary>A mean over episodes, classes or runs, and how far it can be relied on.</summary>
/// <param name="Mean">The mean, in the unit of the values.</param>
/// <param name="Ci95">
/// Half the width of the 95 % confidence interval: 1.96 standard errors of the mean. 0 when all values are the same; NaN of a single
/// value, which tells nothing of how values differ.
/// </param>
public sealed record MeanEstimate(double Mean, double Ci95)
{
    private const double StandardErrorsOf95Percent = 1.96;

    /// <summary>Estimates the mean of what the values were drawn from.</summary>
    /// <param name="values">Independent values, one at least.</param>
    /// <returns>Their mean and its interval.</returns>
    /// <exception cref="ArgumentException">There is no value.</exception>
    public static MeanEstimate Of(IReadOnlyCollection<double> values)
    {
        ArgumentNullException.ThrowIfNull(values);
        if (values.Count == 0)
            throw new ArgumentException("There are no values.", nameof(values));

        var mean = values.Average();
        var variance = values.Sum(value => (value - mean) * (value - mean)) / (values.Count - 1);
        return new MeanEstimate(mean, StandardErrorsOf95Percent * Math.Sqrt(variance / values.Count));
    }

    /// <summary>The mean with its interval, with two digits; without it, where it is not known.</summary>
    /// <returns>For instance <c>75.55 ± 8.76</c>.</returns>
    public override string ToString() => double.IsNaN(Ci95)
        ? string.Create(CultureInfo.InvariantCulture, $"{Mean:F2}")
        : string.Create(CultureInfo.InvariantCulture, $"{Mean:F2} ± {Ci95:F2}");
}
