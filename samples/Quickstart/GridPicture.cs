using Microsoft.ML.Data;
using Vhe.Networks;

namespace Quickstart;

/// <summary>A picture of glyphs in rows: on the left the examples of a class in black, on the right new ones in blue.</summary>
internal static class GridPicture
{
    private const int Scale = 3;
    private const int Line = 2;
    private const int Gap = 24;
    private const int Channels = 4;

    private static readonly byte[] Paper = [255, 255, 255];
    private static readonly byte[] Separator = [222, 222, 222];
    private static readonly byte[] Black = [17, 17, 17];
    private static readonly byte[] Blue = [31, 78, 168];

    /// <summary>Writes the picture as a PNG.</summary>
    /// <param name="path">Where to.</param>
    /// <param name="rows">Examples and generated images, equally many in every row.</param>
    /// <param name="shape">The shape of a glyph.</param>
    public static void Save(string path, IReadOnlyList<GeneratedGlyphs> rows, ImageShape shape)
    {
        var (cellHeight, cellWidth) = ((shape.Height * Scale) + Line, (shape.Width * Scale) + Line);
        var (examples, generated) = (rows[0].Examples.Count, rows[0].Images.Count);
        var right = Line + (examples * cellWidth) + Gap;
        var canvas = new Canvas(right + Line + (generated * cellWidth), Line + (rows.Count * cellHeight));
        canvas.Fill(0, 0, right - Gap, canvas.Height, Separator);
        canvas.Fill(right, 0, canvas.Width - right, canvas.Height, Separator);
        for (var row = 0; row < rows.Count; row++)
        {
            var top = Line + (row * cellHeight);
            for (var column = 0; column < examples; column++)
            {
                canvas.Draw(Line + (column * cellWidth), top, rows[row].Examples[column], shape.Width, Black);
            }

            for (var column = 0; column < generated; column++)
            {
                canvas.Draw(right + Line + (column * cellWidth), top, rows[row].Images[column], shape.Width, Blue);
            }
        }

        canvas.Save(path);
    }

    private sealed class Canvas(int width, int height)
    {
        private readonly byte[] _pixels = [.. Enumerable.Repeat((byte)255, width * height * Channels)];

        public int Width => width;

        public int Height => height;

        public void Fill(int left, int top, int fillWidth, int fillHeight, ReadOnlySpan<byte> color)
        {
            for (var y = top; y < top + fillHeight; y++)
            {
                for (var x = left; x < left + fillWidth; x++)
                {
                    color.CopyTo(_pixels.AsSpan(((y * width) + x) * Channels));
                }
            }
        }

        public void Draw(int left, int top, float[] glyph, int glyphWidth, ReadOnlySpan<byte> ink)
        {
            Span<byte> color = stackalloc byte[ink.Length];
            for (var index = 0; index < glyph.Length; index++)
            {
                for (var channel = 0; channel < color.Length; channel++)
                {
                    color[channel] = (byte)Math.Round(Paper[channel] + (glyph[index] * (ink[channel] - Paper[channel])));
                }

                Fill(left + (index % glyphWidth * Scale), top + (index / glyphWidth * Scale), Scale, Scale, color);
            }
        }

        public void Save(string path)
        {
            using var image = MLImage.CreateFromPixels(width, height, MLPixelFormat.Rgba32, _pixels);
            image.Save(path);
        }
    }
}
