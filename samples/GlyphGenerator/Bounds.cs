namespace GlyphGenerator;

/// <summary>The smallest upright rectangle around some points.</summary>
internal sealed record Bounds(Point Low, Point High)
{
    public double Width => High.X - Low.X;

    public double Height => High.Y - Low.Y;

    public Point Center => Low.Towards(High, 0.5);

    public static Bounds Of(IReadOnlyCollection<Point> points)
        => new((points.Min(p => p.X), points.Min(p => p.Y)), (points.Max(p => p.X), points.Max(p => p.Y)));
}
