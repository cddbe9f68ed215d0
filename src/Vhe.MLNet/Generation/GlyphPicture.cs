using Microsoft.ML.Data;

namespace Vhe.MLNet.Generation;

/// <summary>Pictures of ink, black on white. Stateless.</summary>
internal static class GlyphPicture
{
    private const int BytesPerPixel = 4;

    /// <summary>Makes a picture.</summary>
    /// <param name="ink">Ink in [0, 1], row by row.</param>
    /// <param name="height">Height in pixels.</param>
    /// <param name="width">Width in pixels.</param>
    /// <returns>A picture that the caller disposes.</returns>
    public static MLImage Of(ReadOnlySpan<float> ink, int height, int width)
    {
        var pixels = new byte[ink.Length * BytesPerPixel];
        for (var i = 0; i < ink.Length; i++)
        {
            var pixel = pixels.AsSpan(i * BytesPerPixel, BytesPerPixel);
            pixel.Fill((byte)MathF.Round(byte.MaxValue * (1 - Math.Clamp(ink[i], 0, 1))));
            pixel[^1] = byte.MaxValue;
        }

        return MLImage.CreateFromPixels(width, height, MLPixelFormat.Bgra32, pixels);
    }
}
