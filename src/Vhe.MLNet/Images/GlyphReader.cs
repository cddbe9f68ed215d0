using Microsoft.ML.Transforms.Image;

namespace Vhe.MLNet.Images;

/// <summary>
/// Reads glyphs from files, their bytes, and images in memory into vectors of ink. What cannot be read is refused with an
/// <see cref="InvalidDataException"/>; the overloads for a column's values name the file or the column in it. Thread-safe.
/// </summary>
internal static class GlyphReader
{
    /// <summary>The order of colors of extracted pixels.</summary>
    public const ImagePixelExtractingEstimator.ColorsOrder ExtractedOrder = ImagePixelExtractingEstimator.ColorsOrder.ARGB;

    // Uncompressed, the largest accepted image has 64 MB; more bytes than that are no glyph.
    private const long MaxBytes = 4 * ImageDecoder.MaxPixels + (1 << 20);

    /// <summary>Reads the file of a path.</summary>
    public static float[] Read(string path, GlyphSettings settings)
        => path.Length == 0
            ? throw new InvalidDataException($"Column '{settings.InputColumnName}' has a row without an image path.")
            : Named($"Image '{path}' (column '{settings.InputColumnName}')", () => Render(ReadBytes(path), settings));

    /// <summary>Reads the bytes of a file.</summary>
    public static float[] ReadEncoded(in VBuffer<byte> bytes, GlyphSettings settings)
    {
        byte[] file = [.. bytes.DenseValues()];
        return file.Length == 0
            ? throw Missing(settings)
            : Named($"An image in column '{settings.InputColumnName}'", () => Render(file, settings));
    }

    /// <summary>Reads an image that is already decoded; null where the row has none.</summary>
    public static float[] Read(MLImage? image, GlyphSettings settings)
        => image is null
            ? throw Missing(settings)
            : Named($"An image in column '{settings.InputColumnName}'", () => Render(image, settings));

    /// <summary>Reads the pixels of an image of the settings' source size, extracted in <see cref="ExtractedOrder"/>.</summary>
    public static float[] Read(in VBuffer<byte> pixels, GlyphSettings settings)
    {
        // A missing image is extracted as a vector with no value at all; an image, even a blank one, has all of them.
        if (pixels.GetValues().IsEmpty)
            throw Missing(settings);

        var bytes = pixels.IsDense ? pixels.GetValues() : pixels.DenseValues().ToArray();
        var (height, width) = (settings.SourceHeight, settings.SourceWidth);
        return bytes.Length == 4 * height * width
            ? GlyphRenderer.Render(new InkPixels(bytes, height, width, "ARGB", settings.Polarity), settings)
            : throw new InvalidDataException(
                $"An image in column '{settings.InputColumnName}' is not of the size {height} x {width} of the column that "
                + "LoadGlyphs was fitted on.");
    }

    /// <summary>Decodes and renders the bytes of a file. The message of an error names no source.</summary>
    public static float[] Render(byte[] bytes, GlyphSettings settings)
    {
        using var image = ImageDecoder.Decode(bytes);
        var pixels = new InkPixels(image.GetPixelSpan(), image.Height, image.Width, ImageDecoder.Order, settings.Polarity);
        return GlyphRenderer.Render(pixels, settings);
    }

    /// <summary>Renders an image. The message of an error names no source.</summary>
    public static float[] Render(MLImage image, GlyphSettings settings)
    {
        ImageDecoder.CheckSize(image.Width, image.Height);
        return GlyphRenderer.Render(new InkPixels(image, settings.Polarity), settings);
    }

    /// <summary>Reads a stream to its end, and leaves it open. One that is too long for an image is refused.</summary>
    public static byte[] ReadBytes(Stream stream)
    {
        using var bytes = new MemoryStream();
        var buffer = new byte[1 << 16];
        for (int count; (count = stream.Read(buffer)) > 0;)
        {
            bytes.Write(buffer, 0, count);
            if (bytes.Length > MaxBytes)
                throw new InvalidDataException($"The stream is too long for an image: at most {MaxBytes} bytes are read.");
        }

        return bytes.ToArray();
    }

    /// <summary>Reads a file. One that is too long for an image is refused.</summary>
    public static byte[] ReadBytes(string path)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 1);
        if (file.Length > MaxBytes)
            throw new InvalidDataException($"the file has {file.Length} bytes; at most {MaxBytes} are read.");

        var bytes = new byte[file.Length];
        file.ReadExactly(bytes);
        return bytes;
    }

    /// <summary>Reads an image; what cannot be read is refused by an error that begins with the name of its source.</summary>
    /// <exception cref="InvalidDataException">The image is missing, unreadable, damaged, truncated or too large.</exception>
    public static float[] Named(string source, Func<float[]> read)
    {
        try
        {
            return read();
        }
        catch (Exception e) when (
            e is InvalidDataException or IOException or UnauthorizedAccessException or NotSupportedException or ArgumentException)
        {
            throw new InvalidDataException($"{source}: {e.Message}", e);
        }
    }

    private static InvalidDataException Missing(GlyphSettings settings)
        => new($"Column '{settings.InputColumnName}' has a row without an image.");
}
