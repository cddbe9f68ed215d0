namespace Vhe.MLNet.Tests.TestData;

/// <summary>Small glyphs drawn by rule: each class a stroke of its own, each drawing shifted and of its own weight.</summary>
internal static class Drawings
{
    /// <summary>Height and width of a drawing in pixels: the least that the networks take would be 8.</summary>
    public const int Side = 12;

    /// <summary>Names of the classes, in the order of their numbers.</summary>
    public static IReadOnlyList<string> Names { get; } = ["bar", "beam", "slash", "cross", "box", "dot"];

    /// <summary>Draws a glyph.</summary>
    /// <param name="kind">Which class.</param>
    /// <param name="variant">Which drawing of it.</param>
    /// <returns>Ink in [0, 1], row by row.</returns>
    public static float[] Draw(int kind, int variant)
    {
        var random = new Random((kind * 1000) + variant);
        var (dx, dy, weight) = (random.Next(-1, 2), random.Next(-1, 2), 1 - (0.2f * random.NextSingle()));
        var image = new float[Side * Side];
        for (var y = 0; y < Side; y++)
        {
            for (var x = 0; x < Side; x++)
                image[(y * Side) + x] = IsInk(kind, x - 6 - dx, y - 6 - dy) ? weight : 0;
        }

        return image;
    }

    /// <summary>Writes a glyph as a picture.</summary>
    /// <param name="path">Where to.</param>
    /// <param name="ink">Ink in [0, 1], row by row.</param>
    /// <param name="height">Height in pixels.</param>
    /// <param name="width">Width in pixels.</param>
    public static void Save(string path, float[] ink, int height = Side, int width = Side)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        using var image = ToImage(ink, height, width);
        image.Save(path);
    }

    /// <summary>A glyph as a picture, black on white.</summary>
    /// <param name="ink">Ink in [0, 1], row by row.</param>
    /// <param name="height">Height in pixels.</param>
    /// <param name="width">Width in pixels.</param>
    /// <returns>The picture.</returns>
    public static MLImage ToImage(float[] ink, int height = Side, int width = Side)
    {
        var pixels = ink.SelectMany(value => Gray((byte)MathF.Round(255 * (1 - value)))).ToArray();
        return MLImage.CreateFromPixels(width, height, MLPixelFormat.Bgra32, pixels);
    }

    private static byte[] Gray(byte value) => [value, value, value, 255];

    private static bool IsInk(int kind, int x, int y) => kind switch
    {
        0 => Math.Abs(x) <= 1 && Math.Abs(y) <= 4,
        1 => Math.Abs(y) <= 1 && Math.Abs(x) <= 4,
        2 => Math.Abs(x - y) <= 1 && Math.Abs(x) <= 4,
        3 => (x == 0 || y == 0) && Math.Abs(x) <= 4 && Math.Abs(y) <= 4,
        4 => Math.Max(Math.Abs(x), Math.Abs(y)) is 3 or 4,
        _ => (x * x) + (y * y) <= 6,
    };
}
