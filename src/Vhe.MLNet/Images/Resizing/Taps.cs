using System.Runtime.InteropServices;

namespace Vhe.MLNet.Images.Resizing;

/// <summary>
/// The source pixels that make a target pixel along one axis. What the weights lack to 1 falls on paper beyond the source.
/// </summary>
/// <param name="First">The first of them.</param>
/// <param name="Weights">Their weights.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct Taps(int First, double[] Weights)
{
    /// <summary>Weighs the pixels of a range, brings the sum of the weights to 1, and keeps those of the source.</summary>
    /// <param name="axis">The axis.</param>
    /// <param name="first">The first pixel.</param>
    /// <param name="end">One beyond the last.</param>
    /// <param name="weight">The weight of a pixel, in any unit.</param>
    /// <returns>The taps.</returns>
    public static Taps Normalized(ResizeAxis axis, int first, int end, Func<int, double> weight)
    {
        var (kept, keptEnd, sum) = (Math.Max(first, 0), Math.Min(end, axis.Source), 0.0);
        var weights = new double[Math.Max(0, keptEnd - kept)];
        for (var pixel = first; pixel < end; pixel++)
        {
            var value = weight(pixel);
            sum += value;
            if (pixel >= kept && pixel < keptEnd)
            {
                weights[pixel - kept] = value;
            }
        }

        return new(kept, Array.ConvertAll(weights, value => value / sum));
    }

    /// <summary>The weight of a pixel.</summary>
    /// <param name="pixel">Its index in the source.</param>
    /// <returns>The weight; 0 where it takes no part.</returns>
    public double At(int pixel) => (uint)(pixel - First) < (uint)Weights.Length ? Weights[pixel - First] : 0;

    /// <summary>The weighted sum over a row.</summary>
    /// <param name="row">The values of the source pixels.</param>
    /// <returns>The sum.</returns>
    public double Sum(ReadOnlySpan<float> row)
    {
        var sum = 0.0;
        for (var i = Math.Max(0, -First); i < Weights.Length && First + i < row.Length; i++)
        {
            sum += Weights[i] * row[First + i];
        }

        return sum;
    }
}
