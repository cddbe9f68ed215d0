using System.Runtime.InteropServices;

namespace GlyphGenerator;

/// <summary>A point of the plane: glyphs lie in the unit square, drawings in pixels, y downwards in both.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct Point(double X, double Y)
{
    public static Point operator +(Point a, Point b) => new(a.X + b.X, a.Y + b.Y);

    public static Point operator -(Point a, Point b) => new(a.X - b.X, a.Y - b.Y);

    public static Point operator *(Point a, double scale) => new(a.X * scale, a.Y * scale);

    public static implicit operator Point((double X, double Y) pair) => new(pair.X, pair.Y);

    public double Length => Math.Sqrt(X * X + Y * Y);

    /// <summary>The point at <paramref name="t"/> of the way to <paramref name="other"/>.</summary>
    public Point Towards(Point other, double t) => this + (other - this) * t;
}
