namespace Quickstart;

/// <summary>An axis of a chart: maps a range of values, widened to round numbers, to a range of pixels.</summary>
internal sealed class Axis
{
    private readonly double _low;
    private readonly double _high;
    private readonly double _from;
    private readonly double _to;

    private Axis(double low, double high, double step, double from, double to)
    {
        (_low, _high, _from, _to) = (low, high, from, to);
        Ticks = [.. Enumerable.Range(0, (int)Math.Round((high - low) / step) + 1).Select(tick => low + (tick * step))];
    }

    /// <summary>Round values to mark.</summary>
    public IReadOnlyList<double> Ticks { get; }

    /// <summary>An axis that ends at round values around the given ones.</summary>
    public static Axis Around(double low, double high, double from, double to, int mostTicks = 6)
    {
        var step = RoundStep(Math.Max(high - low, 1e-6) / (mostTicks - 1));
        var first = Math.Floor(low / step) * step;
        return new Axis(first, Math.Max(Math.Ceiling(high / step) * step, first + step), step, from, to);
    }

    /// <summary>An axis that ends exactly at the given values, with its marks at round ones from the first on.</summary>
    public static Axis Exactly(double low, double high, double from, double to, int mostTicks = 8)
    {
        var step = RoundStep(Math.Max(high - low, 1e-6) / mostTicks);
        var last = low + (Math.Floor((high - low) / step) * step);
        return new Axis(low, last, step, from, from + ((to - from) * (last - low) / Math.Max(high - low, 1e-6)));
    }

    /// <summary>Where a value is, in pixels.</summary>
    public double Place(double value) => _from + ((value - _low) / (_high - _low) * (_to - _from));

    // 1, 2 or 5 times a power of ten, at least the given step.
    private static double RoundStep(double step)
    {
        var power = Math.Pow(10, Math.Floor(Math.Log10(step)));
        return power * (step / power) switch { <= 1 => 1, <= 2 => 2, <= 5 => 5, _ => 10 };
    }
}
