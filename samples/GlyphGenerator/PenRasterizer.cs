namespace GlyphGenerator;

/// <summary>Inks the pixels whose center lies under a round pen that follows the given paths.</summary>
internal static class PenRasterizer
{
    /// <summary>Lengths are in pixels; pixel (row, column) has its center half a pixel further.</summary>
    public static bool[,] Draw(IEnumerable<Point[]> paths, double penWidth, int side)
    {
        var ink = new bool[side, side];
        foreach (var path in paths)
        {
            for (var i = 1; i < path.Length; i++)
                DrawLine(ink, path[i - 1], path[i], penWidth / 2);
        }

        return ink;
    }

    private static void DrawLine(bool[,] ink, Point from, Point to, double radius)
    {
        var side = ink.GetLength(0);
        var line = to - from;
        var square = line.X * line.X + line.Y * line.Y;
        int First(double a, double b) => Math.Clamp((int)(Math.Min(a, b) - radius) - 1, 0, side - 1);
        int Last(double a, double b) => Math.Clamp((int)(Math.Max(a, b) + radius) + 1, 0, side - 1);
        for (var row = First(from.Y, to.Y); row <= Last(from.Y, to.Y); row++)
        {
            for (var column = First(from.X, to.X); column <= Last(from.X, to.X); column++)
            {
                var offset = new Point(column + 0.5, row + 0.5) - from;
                var along = square > 0 ? Math.Clamp((offset.X * line.X + offset.Y * line.Y) / square, 0, 1) : 0;
                var gap = offset - line * along;
                ink[row, column] |= gap.X * gap.X + gap.Y * gap.Y <= radius * radius;
            }
        }
    }
}
