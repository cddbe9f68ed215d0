using SkiaSharp;

namespace Vhe.MLNet.Images;

/// <summary>
/// Decodes PNG, JPEG, GIF and BMP files by SkiaSharp's codecs. Unlike <c>MLImage.CreateFromStream</c>, it refuses half an image
/// for half a file, and checks the size before any pixel is decoded. Stateless and thread-safe.
/// </summary>
internal static class ImageDecoder
{
    /// <summary>The most pixels that are decoded: 16 megapixels.</summary>
    public const long MaxPixels = 16_000_000;

    /// <summary>The byte order of decoded pixels: see <see cref="InkPixels"/>.</summary>
    public const string Order = "BGRA";

    /// <summary>
    /// Decodes the first frame of a file: <see cref="Order"/>, premultiplied by alpha, neither color-managed nor turned as its
    /// EXIF data say. These are the pixels that <c>MLImage.CreateFromStream</c> gives.
    /// </summary>
    /// <exception cref="InvalidDataException">
    /// The bytes are no such file, truncated, damaged, or an image of more than <see cref="MaxPixels"/>.
    /// </exception>
    public static SKBitmap Decode(ReadOnlySpan<byte> bytes)
    {
        CheckSignature(bytes);
        using var data = SKData.CreateCopy(bytes);
        using var codec = SKCodec.Create(data) ?? throw new InvalidDataException(
            "the file is truncated or damaged: its header cannot be decoded.");
        CheckSize(codec.Info.Width, codec.Info.Height);
        var bitmap = new SKBitmap(codec.Info.Width, codec.Info.Height, SKColorType.Bgra8888, SKAlphaType.Premul);
        try
        {
            CheckResult(codec.GetPixels(bitmap.Info, bitmap.GetPixels()), bytes.Length);
            CheckEnd(codec.EncodedFormat, bytes);
            return bitmap;
        }
        catch
        {
            bitmap.Dispose();
            throw;
        }
    }

    /// <summary>Refuses an image without pixels, or of more than <see cref="MaxPixels"/>.</summary>
    /// <exception cref="InvalidDataException">The size is out of range; the message says the size.</exception>
    public static void CheckSize(int width, int height)
    {
        if (width < 1 || height < 1)
            throw new InvalidDataException($"it has no pixels ({width} x {height}).");

        if ((long)width * height > MaxPixels)
            throw new InvalidDataException($"it has {width} x {height} pixels; at most 16 megapixels are read.");
    }

    // Skia decodes other formats as well; their parsers must not be reached by an upload.
    private static void CheckSignature(ReadOnlySpan<byte> bytes)
    {
        if (bytes.IsEmpty)
            throw new InvalidDataException("the file is empty.");

        if (bytes is not ([0x89, (byte)'P', (byte)'N', (byte)'G', ..] or [0xFF, 0xD8, ..] or [(byte)'G', (byte)'I', (byte)'F', ..]
            or [(byte)'B', (byte)'M', ..]))
        {
            throw new InvalidDataException("the file is not a PNG, JPEG, GIF or BMP image.");
        }
    }

    private static void CheckResult(SKCodecResult result, int length)
    {
        switch (result)
        {
            case SKCodecResult.Success:
                return;
            case SKCodecResult.IncompleteInput:
                throw new InvalidDataException($"the file is truncated or damaged: it ends at byte {length}, within the image.");
            default:
                throw new InvalidDataException($"the file is truncated or damaged: it cannot be decoded ({result}).");
        }
    }

    // Skia reads no further than the last pixel. A whole PNG has an IEND chunk, a whole GIF the end of a block and the trailer.
    private static void CheckEnd(SKEncodedImageFormat format, ReadOnlySpan<byte> bytes)
    {
        ReadOnlySpan<byte> end = format switch
        {
            SKEncodedImageFormat.Png => [.. "IEND"u8, 0xAE, 0x42, 0x60, 0x82],
            SKEncodedImageFormat.Gif => [0, (byte)';'],
            _ => [],
        };
        if (bytes.IndexOf(end) < 0)
        {
            throw new InvalidDataException(
                $"the file is truncated or damaged: it ends at byte {bytes.Length}, without its end mark.");
        }
    }
}
