using Microsoft.ML.Data;

namespace Vhe.MLNet.Images;

/// <summary>Reads glyphs from files, their bytes, and images in memory, and names them when they cannot be read. Thread-safe.</summary>
internal static class GlyphReader
{
    // Uncompressed, the largest accepted image has 64 MB; more bytes than that are no glyph.
    private const long MaxBytes = 4 * ImageHeader.MaxPixels + (1 << 20);

    /// <summary>Reads a file.</summary>
    /// <param name="path">Its path.</param>
    /// <param name="settings">How to render it.</param>
    /// <returns>The vector of ink.</returns>
    /// <exception cref="InvalidDataException">The file is missing, unreadable, damaged, truncated or too large.</exception>
    public static float[] Read(string path, GlyphSettings settings)
    {
        if (path.Length == 0)
        {
            throw new InvalidDataException($"Column '{settings.InputColumnName}' has a row without an image path.");
        }

        try
        {
            return Render(ReadBytes(path), settings);
        }
        catch (Exception e) when (
            e is InvalidDataException or IOException or UnauthorizedAccessException or NotSupportedException or ArgumentException)
        {
            throw new InvalidDataException($"Image '{path}' (column '{settings.InputColumnName}'): {e.Message}", e);
        }
    }

    /// <summary>Reads the bytes of a file.</summary>
    /// <param name="bytes">The whole file.</param>
    /// <param name="settings">How to render it.</param>
    /// <returns>The vector of ink.</returns>
    /// <exception cref="InvalidDataException">There are none, or they are damaged, truncated or of too large an image.</exception>
    public static float[] ReadEncoded(in VBuffer<byte> bytes, GlyphSettings settings)
    {
        if (bytes.Length == 0)
        {
            throw Missing(settings);
        }

        try
        {
            return Render([.. bytes.DenseValues()], settings);
        }
        catch (Exception e) when (e is InvalidDataException or NotSupportedException or ArgumentException)
        {
            throw new InvalidDataException($"An image in column '{settings.InputColumnName}': {e.Message}", e);
        }
    }

    /// <summary>Reads an image that is already decoded.</summary>
    /// <param name="image">The image, or null where the row has none.</param>
    /// <param name="settings">How to render it.</param>
    /// <returns>The vector of ink.</returns>
    /// <exception cref="InvalidDataException">There is no image, or it is too large.</exception>
    public static float[] Read(MLImage? image, GlyphSettings settings)
    {
        if (image is null)
        {
            throw Missing(settings);
        }

        try
        {
            ImageHeader.CheckSize(image.Width, image.Height);
        }
        catch (InvalidDataException e)
        {
            throw new InvalidDataException($"An image in column '{settings.InputColumnName}': {e.Message}", e);
        }

        return GlyphRenderer.Render(image, settings);
    }

    /// <summary>Reads an image whose pixels were extracted.</summary>
    /// <param name="pixels">Four bytes a pixel, in <see cref="PixelLayout.Extracted"/>.</param>
    /// <param name="settings">How to render it; its source size is that of the image.</param>
    /// <returns>The vector of ink.</returns>
    /// <exception cref="InvalidDataException">There is no image, or it is of another size.</exception>
    public static float[] Read(in VBuffer<byte> pixels, GlyphSettings settings)
    {
        // A missing image is extracted as a vector with no value at all; an image, even a blank one, has all of them.
        if (pixels.GetValues().IsEmpty)
        {
            throw Missing(settings);
        }

        var bytes = pixels.IsDense ? pixels.GetValues() : pixels.DenseValues().ToArray();
        var (height, width) = (settings.SourceHeight, settings.SourceWidth);
        return bytes.Length == 4 * height * width
            ? GlyphRenderer.Render(InkPixels.Create(bytes, height, width, PixelLayout.Extracted, settings.Polarity), settings)
            : throw new InvalidDataException(
                $"An image in column '{settings.InputColumnName}' is not of the size {height} x {width} of the column that "
                + "LoadGlyphs was fitted on.");
    }

    /// <summary>Decodes and renders a file.</summary>
    /// <param name="bytes">The whole file.</param>
    /// <param name="settings">How to render it.</param>
    /// <returns>The vector of ink.</returns>
    /// <exception cref="InvalidDataException">The bytes are damaged, truncated or of too large an image; the message does not say
    /// of which.</exception>
    public static float[] Render(byte[] bytes, GlyphSettings settings)
    {
        ImageHeader.Read(bytes);
        using var stream = new MemoryStream(bytes, writable: false);
        using var image = Decode(stream);
        ImageHeader.CheckSize(image.Width, image.Height);
        return GlyphRenderer.Render(image, settings);
    }

    /// <summary>Reads the bytes of a stream that is not too long to be a glyph.</summary>
    /// <param name="stream">The stream, which is read to its end and left open.</param>
    /// <returns>What is left of it.</returns>
    /// <exception cref="InvalidDataException">It is too long.</exception>
    public static byte[] ReadBytes(Stream stream)
    {
        using var bytes = new MemoryStream();
        var buffer = new byte[1 << 16];
        for (int count; (count = stream.Read(buffer)) > 0;)
        {
            bytes.Write(buffer, 0, count);
            if (bytes.Length > MaxBytes)
            {
                throw new InvalidDataException($"The stream is too long for an image: at most {MaxBytes} bytes are read.");
            }
        }

        return bytes.ToArray();
    }

    private static InvalidDataException Missing(GlyphSettings settings)
        => new($"Column '{settings.InputColumnName}' has a row without an image.");

    /// <summary>Reads the bytes of a file that is not too large to be a glyph.</summary>
    /// <param name="path">Its path.</param>
    /// <returns>The whole file.</returns>
    /// <exception cref="InvalidDataException">The file is too large.</exception>
    public static byte[] ReadBytes(string path)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 1);
        if (file.Length > MaxBytes)
        {
            throw new InvalidDataException($"the file has {file.Length} bytes; at most {MaxBytes} are read.");
        }

        var bytes = new byte[file.Length];
        file.ReadExactly(bytes);
        return bytes;
    }

    private static MLImage Decode(Stream stream)
    {
        try
        {
            return MLImage.CreateFromStream(stream);
        }
        catch (Exception e) when (e is ArgumentException or InvalidOperationException)
        {
            throw new InvalidDataException("the file is damaged: it cannot be decoded.", e);
        }
    }
}
