using System.Runtime.InteropServices;

namespace Vhe.MLNet.Images;

/// <summary>
/// The size of an encoded image, read from its structure before anything is decoded: a file of a few kilobytes may announce
/// billions of pixels, and decoders return half an image for half a file without a word.
/// </summary>
/// <param name="Width">Width in pixels.</param>
/// <param name="Height">Height in pixels.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct ImageHeader(int Width, int Height)
{
    /// <summary>The most pixels that are decoded: 16 megapixels.</summary>
    public const long MaxPixels = 16_000_000;

    /// <summary>Reads the size of a PNG, JPEG, GIF or BMP file, and walks through its structure to the end.</summary>
    /// <param name="bytes">The whole file.</param>
    /// <returns>The size, at least 1 x 1 and at most <see cref="MaxPixels"/> pixels.</returns>
    /// <exception cref="InvalidDataException">The file is of no such format, damaged, truncated, or too large.</exception>
    public static ImageHeader Read(ReadOnlySpan<byte> bytes)
    {
        var header = bytes switch
        {
            [] => throw new InvalidDataException("the file is empty."),
            [0x89, (byte)'P', (byte)'N', (byte)'G', ..] => PngStructure.Read(bytes),
            [0xFF, 0xD8, ..] => JpegStructure.Read(bytes),
            [(byte)'G', (byte)'I', (byte)'F', ..] => GifStructure.Read(bytes),
            [(byte)'B', (byte)'M', ..] => BmpStructure.Read(bytes),
            _ => throw new InvalidDataException("the file is not a PNG, JPEG, GIF or BMP image."),
        };
        CheckSize(header.Width, header.Height);
        return header;
    }

    /// <summary>Checks the size of an image.</summary>
    /// <param name="width">Width in pixels.</param>
    /// <param name="height">Height in pixels.</param>
    /// <exception cref="InvalidDataException">There is no pixel, or there are more than <see cref="MaxPixels"/>.</exception>
    public static void CheckSize(long width, long height)
    {
        if (width < 1 || height < 1)
        {
            throw new InvalidDataException($"it has no pixels ({width} x {height}).");
        }

        if (width > MaxPixels || height > MaxPixels || width * height > MaxPixels)
        {
            throw new InvalidDataException($"it has {width} x {height} pixels; at most 16 megapixels are read.");
        }
    }
}
