namespace Vhe.MLNet.Likelihood;

/// <summary>Where a value stands among others. Stateless.</summary>
internal static class MidRank
{
    /// <summary>The share of values below it, and half of those equal to it.</summary>
    /// <param name="sorted">The others, ascending; at least one.</param>
    /// <param name="value">The value.</param>
    /// <returns>In [0, 1]; 0.5 for the median.</returns>
    public static float Of(ReadOnlySpan<float> sorted, float value)
    {
        var (below, upTo) = (First(sorted, value, orEqual: false), First(sorted, value, orEqual: true));
        return (float)((below + upTo) / (2.0 * sorted.Length));
    }

    // How many are less, or less or equal.
    private static int First(ReadOnlySpan<float> sorted, float value, bool orEqual)
    {
        var (low, high) = (0, sorted.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (sorted[middle] < value || (orEqual && sorted[middle] == value))
            {
                low = middle + 1;
            }
            else
            {
                high = middle;
            }
        }

        return low;
    }
}
