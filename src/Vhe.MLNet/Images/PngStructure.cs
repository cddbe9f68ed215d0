namespace Vhe.MLNet.Images;

/// <summary>The structure of a PNG file: a signature, then chunks from IHDR to IEND (ISO/IEC 15948).</summary>
internal static class PngStructure
{
    /// <summary>Reads the size and walks to the end.</summary>
    /// <param name="bytes">The file.</param>
    /// <returns>The size, not yet checked.</returns>
    /// <exception cref="InvalidDataException">The file is damaged or truncated.</exception>
    public static ImageHeader Read(ReadOnlySpan<byte> bytes)
    {
        var cursor = new ByteCursor(bytes);
        if (!cursor.Take(8)[1..].SequenceEqual("PNG\r\n\u001a\n"u8))
        {
            throw new InvalidDataException("the PNG signature is damaged.");
        }

        if (cursor.Big32() != 13 || !cursor.Take(4).SequenceEqual("IHDR"u8))
        {
            throw new InvalidDataException("the PNG file does not begin with its header.");
        }

        var (width, height) = (cursor.Big32(), cursor.Big32());
        ImageHeader.CheckSize(width, height);
        cursor.Take(5 + 4);
        while (true)
        {
            var length = cursor.Big32();
            var last = cursor.Take(4).SequenceEqual("IEND"u8);
            cursor.Take(length + 4);
            if (last)
            {
                return new((int)width, (int)height);
            }
        }
    }
}
