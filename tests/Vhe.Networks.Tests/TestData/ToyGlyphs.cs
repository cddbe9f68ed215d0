namespace Vhe.Networks.Tests.TestData;

/// <summary>Small classes to learn: each is three strokes between points of its own, each drawing moves the points a little.
/// Gray at the edges, 8 x 8.</summary>
internal static class ToyGlyphs
{
    private const int Strokes = 3;
    private const double Side = 8;

    /// <summary>Twelve classes of eight drawings.</summary>
    public static GroupedImages Training { get; } = Create(classes: 12, drawings: 8, seed: 1);

    /// <summary>Five other classes of thirteen drawings.</summary>
    public static GroupedImages New { get; } = Create(classes: 5, drawings: 13, seed: 2);

    /// <summary>Draws classes.</summary>
    public static GroupedImages Create(int classes, int drawings, int seed)
    {
        var random = new Random(seed);
        return new GroupedImages(TinyNetwork.Shape, Enumerable.Range(0, classes).Select(i =>
        {
            var points = Enumerable.Range(0, 2 * Strokes).Select(_ => (Coordinate(), Coordinate())).ToArray();
            return new ImageClass($"toy {i}", Enumerable.Range(0, drawings).Select(_ => Draw(points, random)).ToArray());
        }));

        double Coordinate() => 0.5 + (random.NextDouble() * (Side - 2));
    }

    private static float[] Draw((double X, double Y)[] points, Random random)
    {
        var moved = points.Select(p => (X: p.X + Jitter(), Y: p.Y + Jitter())).ToArray();
        var image = new float[TinyNetwork.Shape.Length];
        for (var i = 0; i < image.Length; i++)
        {
            var (x, y) = (i % (int)Side, i / (int)Side);
            var distance = Enumerable.Range(0, Strokes).Min(s => Distance(x, y, moved[2 * s], moved[(2 * s) + 1]));
            image[i] = (float)Math.Clamp(1.3 - distance, 0, 1);
        }

        return image;

        double Jitter() => (random.NextDouble() - 0.5) * 0.8;
    }

    /// <summary>From a point to a line segment.</summary>
    private static double Distance(double x, double y, (double X, double Y) from, (double X, double Y) to)
    {
        var (dx, dy) = (to.X - from.X, to.Y - from.Y);
        var along = Math.Clamp((((x - from.X) * dx) + ((y - from.Y) * dy)) / ((dx * dx) + (dy * dy) + 1e-9), 0, 1);
        return Math.Sqrt(Math.Pow(x - from.X - (along * dx), 2) + Math.Pow(y - from.Y - (along * dy), 2));
    }
}
