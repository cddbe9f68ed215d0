namespace GlyphGenerator;

/// <summary>What a class of images has in common: its strokes, centered in the unit square and filling it one way.</summary>
internal sealed class Glyph
{
    private readonly Point[] _ink;

    public Glyph(params IReadOnlyList<SplineStroke> strokes)
    {
        var bounds = Bounds.Of([.. strokes.SelectMany(stroke => stroke.Flatten(0))]);
        var size = Math.Max(bounds.Width, bounds.Height);
        var half = new Point(0.5, 0.5);
        Strokes = [.. strokes.Select(stroke => stroke.Map(p => (p - bounds.Center) * (1 / size) + half))];
        _ink = [.. Strokes.SelectMany(Ink)];
    }

    public IReadOnlyList<SplineStroke> Strokes { get; }

    /// <summary>
    /// How unlike two glyphs look: the mean distance of the least matched fifth of either one's ink from the other's, in parts
    /// of a glyph's size. One additional stroke is enough to tell two glyphs apart.
    /// </summary>
    public double DistanceTo(Glyph other) => Math.Max(Unmatched(_ink, other._ink), Unmatched(other._ink, _ink));

    private static double Unmatched(Point[] points, Point[] others)
    {
        var gaps = points.Select(p => others.Min(q => (p - q).Length)).Order().ToArray();
        return gaps[(gaps.Length * 4 / 5)..].Average();
    }

    /// <summary>Points along a stroke at even distances.</summary>
    private static List<Point> Ink(SplineStroke stroke)
    {
        const double Spacing = 0.03;
        var path = stroke.Flatten(0);
        var points = new List<Point> { path[0] };
        foreach (var p in path)
        {
            while ((p - points[^1]).Length is var gap && gap >= Spacing)
                points.Add(points[^1].Towards(p, Spacing / gap));
        }

        return points;
    }
}
