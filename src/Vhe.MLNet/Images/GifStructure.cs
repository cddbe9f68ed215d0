namespace Vhe.MLNet.Images;

/// <summary>The structure of a GIF file: screen descriptor, then extensions and images up to the trailer (GIF89a).</summary>
internal static class GifStructure
{
    private const byte Extension = 0x21, Image = 0x2C, Trailer = 0x3B;

    /// <summary>Reads the size and walks to the end.</summary>
    /// <param name="bytes">The file.</param>
    /// <returns>The size of the screen, not yet checked.</returns>
    /// <exception cref="InvalidDataException">
    /// The file is damaged or truncated, or an image in it is larger than the screen.
    /// </exception>
    public static ImageHeader Read(ReadOnlySpan<byte> bytes)
    {
        var cursor = new ByteCursor(bytes);
        var version = cursor.Take(6)[3..];
        if (!version.SequenceEqual("87a"u8) && !version.SequenceEqual("89a"u8))
        {
            throw new InvalidDataException("the GIF signature is damaged.");
        }

        var header = new ImageHeader(cursor.Little16(), cursor.Little16());
        SkipColors(ref cursor, cursor.Byte());
        while (true)
        {
            switch (cursor.Byte())
            {
                case Trailer:
                    return header;
                case Extension:
                    cursor.Take(1);
                    SkipBlocks(ref cursor);
                    break;
                case Image:
                    SkipImage(ref cursor, header);
                    break;
                default:
                    throw new InvalidDataException($"the GIF file is damaged: byte {cursor.Position - 1} begins no known block.");
            }
        }
    }

    private static void SkipImage(ref ByteCursor cursor, ImageHeader screen)
    {
        var right = cursor.Little16();
        var bottom = cursor.Little16();
        right += cursor.Little16();
        bottom += cursor.Little16();
        if (right > screen.Width || bottom > screen.Height)
        {
            throw new InvalidDataException("the GIF file is damaged: an image reaches beyond the screen.");
        }

        var flags = cursor.Byte();
        cursor.Take((flags & 0x80) == 0 ? 0 : 3 << ((flags & 7) + 1));
        cursor.Take(1);
        SkipBlocks(ref cursor);
    }

    // After the flags of the screen come the background's index and the aspect, then the colors, if there is a table.
    private static void SkipColors(ref ByteCursor cursor, byte flags)
        => cursor.Take(2 + ((flags & 0x80) == 0 ? 0 : 3 << ((flags & 7) + 1)));

    private static void SkipBlocks(ref ByteCursor cursor)
    {
        while (true)
        {
            var length = cursor.Byte();
            if (length == 0)
            {
                return;
            }

            cursor.Take(length);
        }
    }
}
