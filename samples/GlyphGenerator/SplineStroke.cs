namespace GlyphGenerator;

/// <summary>
/// One movement of the pen: a Catmull-Rom spline through its points (<paramref name="Smooth"/>) or straight lines between
/// them. A closed stroke ends where it began.
/// </summary>
internal sealed record SplineStroke(IReadOnlyList<Point> Points, bool Smooth, bool Closed = false)
{
    private const int StepsPerSpan = 12;

    public static SplineStroke Line(params Point[] points) => new(points, Smooth: false);

    public static SplineStroke Curve(params Point[] points) => new(points, Smooth: true);

    public static SplineStroke Ring(Point center, double radiusX, double radiusY)
    {
        const double Diagonal = 0.7071067811865476;
        Point At(double x, double y) => (center.X + radiusX * x, center.Y + radiusY * y);
        return new(
            [
                At(0, -1), At(Diagonal, -Diagonal), At(1, 0), At(Diagonal, Diagonal),
                At(0, 1), At(-Diagonal, Diagonal), At(-1, 0), At(-Diagonal, -Diagonal),
            ],
            Smooth: true,
            Closed: true);
    }

    /// <summary>The same stroke through other places.</summary>
    public SplineStroke Map(Func<Point, Point> move) => this with { Points = [.. Points.Select(move)] };

    /// <summary>The stroke as a chain of short pieces; <paramref name="rounding"/> in [0, 0.5] cuts corners.</summary>
    public IReadOnlyList<Point> Flatten(double rounding)
    {
        var path = new List<Point>();
        var spans = Closed ? Points.Count : Points.Count - 1;
        for (var i = 0; i < spans; i++)
        {
            for (var step = 0; step < StepsPerSpan; step++)
                path.Add(At(i, step / (double)StepsPerSpan, rounding));
        }

        path.Add(At(spans - 1, 1, rounding));
        return path;
    }

    private Point At(int span, double t, double rounding)
    {
        Point before = Neighbor(span - 1), from = Neighbor(span), to = Neighbor(span + 1), after = Neighbor(span + 2);
        if (!Smooth)
        {
            // Near a corner the pen leaves the straight line for a parabola between points at `rounding` of both sides.
            return t < rounding ? Corner(before, from, to, 0.5 + 0.5 * t / rounding, rounding)
                : t > 1 - rounding ? Corner(from, to, after, 0.5 - 0.5 * (1 - t) / rounding, rounding)
                : from.Towards(to, t);
        }

        var square = t * t;
        var cube = square * t;
        return (from * 2 + (to - before) * t + (before * 2 - from * 5 + to * 4 - after) * square
            + (from * 3 - before - to * 3 + after) * cube) * 0.5;
    }

    private static Point Corner(Point before, Point corner, Point after, double t, double rounding)
    {
        if (before == corner || after == corner)
        {
            // The end of an open stroke: no corner, the straight line itself.
            return before == corner
                ? corner.Towards(after, (2 * t - 1) * rounding)
                : corner.Towards(before, (1 - 2 * t) * rounding);
        }

        Point start = corner.Towards(before, rounding), end = corner.Towards(after, rounding);
        return start.Towards(corner, t).Towards(corner.Towards(end, t), t);
    }

    /// <summary>A control point; beyond the ends of an open stroke its last one.</summary>
    private Point Neighbor(int index)
        => Closed ? Points[(index + Points.Count) % Points.Count] : Points[Math.Clamp(index, 0, Points.Count - 1)];
}
