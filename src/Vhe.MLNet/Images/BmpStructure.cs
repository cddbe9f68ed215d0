namespace Vhe.MLNet.Images;

/// <summary>The structure of a Windows bitmap: file header, information header, pixels.</summary>
internal static class BmpStructure
{
    /// <summary>Reads the size and checks that the pixels are all there.</summary>
    /// <param name="bytes">The file.</param>
    /// <returns>The size, not yet checked.</returns>
    /// <exception cref="InvalidDataException">The file is damaged or truncated.</exception>
    public static ImageHeader Read(ReadOnlySpan<byte> bytes)
    {
        var cursor = new ByteCursor(bytes);
        cursor.Take(10);
        long offset = cursor.Little32();
        var headerSize = cursor.Little32();
        if (headerSize < 12)
        {
            throw new InvalidDataException($"the BMP file is damaged: its header has {headerSize} bytes.");
        }

        // The oldest header has 16-bit sizes and no compression.
        var old = headerSize == 12;
        long width = old ? cursor.Little16() : cursor.Little32();
        var height = old ? cursor.Little16() : Math.Abs((long)cursor.Little32());
        ImageHeader.CheckSize(width, height);
        cursor.Take(2);
        var bits = cursor.Little16();
        var compression = old ? 0 : cursor.Little32();
        var coded = old ? 0 : cursor.Little32();
        var isCoded = compression is 1 or 2 or 4 or 5;
        var size = isCoded ? coded : ((bits * width) + 31) / 32 * 4 * height;
        if (offset < 0 || size < 0 || offset + size > bytes.Length)
        {
            throw new InvalidDataException(
                $"the file is truncated or damaged: it ends at byte {bytes.Length}, within the image.");
        }

        return new((int)width, (int)height);
    }
}
