using Microsoft.ML.Data;
using Vhe.Networks;

namespace PaperExperiments.Output;

/// <summary>A picture of colored images in rows, given ones on the left.</summary>
internal static class ColorGrid
{
    private const int Scale = 3;
    private const int Line = 2;
    private const int Gap = 24;
    private const int Channels = 4;
    private const byte Gray = 222;

    /// <summary>Writes the picture as a PNG.</summary>
    /// <param name="path">Where to.</param>
    /// <param name="rows">Images of three channels: the amounts of cyan, magenta and yellow ink. Equally many in every row.</param>
    /// <param name="cues">How many at the left were given.</param>
    /// <param name="shape">The shape of an image.</param>
    public static void Save(string path, IReadOnlyList<IReadOnlyList<float[]>> rows, int cues, ImageShape shape)
    {
        var (cellHeight, cellWidth) = ((shape.Height * Scale) + Line, (shape.Width * Scale) + Line);
        var (width, height) = (Line + (rows[0].Count * cellWidth) + Gap, Line + (rows.Count * cellHeight));
        var pixels = new byte[width * height * Channels];
        Array.Fill(pixels, Gray);
        for (var alpha = Channels - 1; alpha < pixels.Length; alpha += Channels)
        {
            pixels[alpha] = byte.MaxValue;
        }

        for (var row = 0; row < rows.Count; row++)
        {
            for (var column = 0; column < rows[row].Count; column++)
            {
                var left = Line + (column * cellWidth) + (column >= cues ? Gap : 0);
                Draw(rows[row][column], Line + (row * cellHeight), left);
            }
        }

        using var image = MLImage.CreateFromPixels(width, height, MLPixelFormat.Rgba32, pixels);
        image.Save(path);

        void Draw(float[] source, int top, int left)
        {
            var plane = shape.Height * shape.Width;
            for (var y = 0; y < shape.Height * Scale; y++)
            {
                for (var x = 0; x < shape.Width * Scale; x++)
                {
                    var from = (y / Scale * shape.Width) + (x / Scale);
                    var to = (((top + y) * width) + left + x) * Channels;
                    for (var channel = 0; channel < shape.Channels; channel++)
                    {
                        pixels[to + channel] = (byte)Math.Round(byte.MaxValue * (1 - source[(channel * plane) + from]));
                    }
                }
            }
        }
    }
}
