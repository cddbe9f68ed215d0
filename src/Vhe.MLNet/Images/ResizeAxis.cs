namespace Vhe.MLNet.Images;

/// <summary>
/// One axis of a resize: the source pixels and weights that make each target pixel. Source pixel i covers [i, i + 1). What the
/// weights lack to 1 falls on paper (0) beyond the source.
/// </summary>
internal sealed class ResizeAxis
{
    private readonly int _source;
    private readonly double _start;
    private readonly double _step;
    private readonly (int First, double[] Weights)[] _taps;

    // The pixels that there are: those of the source, and of the paper beyond it that is in the window.
    private readonly int _first;
    private readonly int _end;

    /// <summary>Weighs the source pixels of a window, in source pixels, which may reach beyond the source.</summary>
    public ResizeAxis(GlyphResize resize, int source, double start, double length, int target)
    {
        (_source, _start, _step) = (source, start, length / target);
        (_first, _end) = (Math.Min(0, (int)Math.Floor(start)), Math.Max(source, (int)Math.Ceiling(start + length)));
        Func<int, (int, double[])> taps = resize switch
        {
            GlyphResize.Box or GlyphResize.Threshold => Box,
            GlyphResize.Triangle => Triangle,
            GlyphResize.Bilinear => Bilinear,
            _ => throw new ArgumentOutOfRangeException(nameof(resize), resize, "Unknown way of resizing."),
        };
        _taps = [.. Enumerable.Range(0, target).Select(taps)];
    }

    /// <summary>The weight of a source pixel in a target pixel; 0 where it takes no part.</summary>
    public double Weight(int target, int pixel)
    {
        var (first, weights) = _taps[target];
        return (uint)(pixel - first) < (uint)weights.Length ? weights[pixel - first] : 0;
    }

    /// <summary>The weighted sum over a row of source pixels.</summary>
    public double Sum(int target, ReadOnlySpan<float> row)
    {
        var (first, weights) = _taps[target];
        var sum = 0.0;
        for (var i = Math.Max(0, -first); i < weights.Length && first + i < row.Length; i++)
            sum += weights[i] * row[first + i];

        return sum;
    }

    // The share of the target pixel that each source pixel covers.
    private (int First, double[] Weights) Box(int target)
    {
        var (left, right) = (_start + (target * _step), _start + ((target + 1) * _step));
        return Normalized(
            (int)Math.Floor(left), (int)Math.Ceiling(right), pixel => Math.Min(pixel + 1, right) - Math.Max(pixel, left));
    }

    // A triangle that reaches as far as a target pixel is long, or a source pixel where that is longer.
    private (int First, double[] Weights) Triangle(int target)
    {
        var (center, reach) = (Center(target), Math.Max(_step, 1));
        return Normalized(
            Math.Max((int)Math.Floor(center - reach), _first),
            Math.Min((int)Math.Ceiling(center + reach), _end),
            pixel => Math.Max(0, 1 - (Math.Abs(pixel + 0.5 - center) / reach)));
    }

    // The two pixels around the center; beyond the center of the last pixel the axis goes on with its value.
    private (int First, double[] Weights) Bilinear(int target)
    {
        var position = Math.Clamp(Center(target) - 0.5, _first, _end - 1);
        var first = (int)Math.Floor(position);
        return (first, [1 - (position - first), position - first]);
    }

    private double Center(int target) => _start + ((target + 0.5) * _step);

    // Brings the sum of the weights to 1, those of paper beyond the source included, and keeps those of the source.
    private (int First, double[] Weights) Normalized(int first, int end, Func<int, double> weight)
    {
        var (kept, keptEnd, sum) = (Math.Max(first, 0), Math.Min(end, _source), 0.0);
        var weights = new double[Math.Max(0, keptEnd - kept)];
        for (var pixel = first; pixel < end; pixel++)
        {
            var value = weight(pixel);
            sum += value;
            if (pixel >= kept && pixel < keptEnd)
                weights[pixel - kept] = value;
        }

        return (kept, Array.ConvertAll(weights, value => value / sum));
    }
}
