using Microsoft.ML.Data;
using Vhe.Networks;

namespace Samples;

/// <summary>A picture of images in rows: examples on the left, generated images on the right. Images of one channel are black on
/// the left and blue on the right; those of three channels have their own colors.</summary>
internal static class GridPicture
{
    private const int Scale = 3;
    private const int Line = 2;
    private const int Gap = 24;
    private const int PixelBytes = 4;
    private const float Separator = 222f / 255;

    // The light that ink of one channel reflects: red, green, blue.
    private static readonly float[] Black = [17f / 255, 17f / 255, 17f / 255];
    private static readonly float[] Blue = [31f / 255, 78f / 255, 168f / 255];

    /// <summary>Writes the picture as a PNG.</summary>
    /// <param name="path">The file.</param>
    /// <param name="rows">Examples and generated images, equally many in every row: ink, or cyan, magenta and yellow ink.</param>
    /// <param name="shape">The shape of an image.</param>
    public static void Save(string path, IReadOnlyList<GeneratedGlyphs> rows, ImageShape shape)
    {
        var (cellHeight, cellWidth) = ((shape.Height * Scale) + Line, (shape.Width * Scale) + Line);
        var right = Line + (rows[0].Examples.Count * cellWidth);
        var (height, width) = (Line + (rows.Count * cellHeight), right + Gap + Line + (rows[0].Images.Count * cellWidth));
        var pixels = new byte[height * width * PixelBytes];
        Array.Fill(pixels, byte.MaxValue);
        Fill(0, 0, height, right, _ => Separator);
        Fill(0, right + Gap, height, width - right - Gap, _ => Separator);
        foreach (var (row, glyphs) in rows.Index())
        {
            Draw(row, Line, glyphs.Examples, Black);
            Draw(row, right + Gap + Line, glyphs.Images, Blue);
        }

        using var image = MLImage.CreateFromPixels(width, height, MLPixelFormat.Rgba32, pixels);
        image.Save(path);

        void Draw(int row, int left, IReadOnlyList<float[]> images, float[] ink)
        {
            var plane = shape.Height * shape.Width;
            foreach (var (column, source) in images.Index())
            {
                for (var index = 0; index < plane; index++)
                {
                    var (y, x) = (index / shape.Width * Scale, index % shape.Width * Scale);
                    var (top, start) = (Line + (row * cellHeight) + y, left + (column * cellWidth) + x);
                    Fill(top, start, Scale, Scale, channel => shape.Channels == 1
                        ? 1 + (source[index] * (ink[channel] - 1))
                        : 1 - source[(channel * plane) + index]);
                }
            }
        }

        static byte Byte(float light) => (byte)MathF.Round(byte.MaxValue * light);

        void Fill(int top, int left, int fillHeight, int fillWidth, Func<int, float> light)
        {
            byte[] color = [Byte(light(0)), Byte(light(1)), Byte(light(2)), byte.MaxValue];
            for (var y = top; y < top + fillHeight; y++)
            {
                for (var x = left; x < left + fillWidth; x++)
                    color.CopyTo(pixels, ((y * width) + x) * PixelBytes);
            }
        }
    }
}
