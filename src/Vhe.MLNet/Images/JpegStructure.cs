namespace Vhe.MLNet.Images;

/// <summary>The structure of a JPEG file: marker segments from SOI to EOI (ITU-T T.81, annex B).</summary>
internal static class JpegStructure
{
    private const byte Mark = 0xFF, EndOfImage = 0xD9, StartOfScan = 0xDA;

    /// <summary>Reads the size and walks to the end.</summary>
    /// <param name="bytes">The file.</param>
    /// <returns>The size, not yet checked.</returns>
    /// <exception cref="InvalidDataException">The file is damaged or truncated, or leaves its height open.</exception>
    public static ImageHeader Read(ReadOnlySpan<byte> bytes)
    {
        var cursor = new ByteCursor(bytes);
        cursor.Take(2);
        ImageHeader? header = null;
        var marker = NextMarker(ref cursor);
        while (marker != EndOfImage)
        {
            if (marker is 0x01 or (>= 0xD0 and <= 0xD8))
            {
                marker = NextMarker(ref cursor);
                continue;
            }

            var segment = cursor.Take(Math.Max(cursor.Big16() - 2, 0));
            if (IsStartOfFrame(marker))
            {
                header ??= ReadFrame(segment);
            }

            marker = marker == StartOfScan ? SkipScan(ref cursor) : NextMarker(ref cursor);
        }

        return header ?? throw new InvalidDataException("the JPEG file has no frame header.");
    }

    private static bool IsStartOfFrame(byte marker) => marker is >= 0xC0 and <= 0xCF and not (0xC4 or 0xC8 or 0xCC);

    private static ImageHeader ReadFrame(ReadOnlySpan<byte> segment)
    {
        var frame = new ByteCursor(segment);
        frame.Take(1);
        var height = frame.Big16();
        var width = frame.Big16();
        ImageHeader.CheckSize(width, height);
        return new(width, height);
    }

    private static byte NextMarker(ref ByteCursor cursor)
    {
        if (cursor.Byte() != Mark)
        {
            throw new InvalidDataException($"the JPEG file is damaged: byte {cursor.Position - 1} should begin a marker.");
        }

        byte marker;
        do
        {
            marker = cursor.Byte();
        }
        while (marker == Mark);

        return marker;
    }

    // In coded data FF is followed by 00 or a restart marker; anything else ends the scan.
    private static byte SkipScan(ref ByteCursor cursor)
    {
        while (true)
        {
            if (cursor.Byte() != Mark)
            {
                continue;
            }

            byte marker;
            do
            {
                marker = cursor.Byte();
            }
            while (marker == Mark);

            if (marker is not (0x00 or (>= 0xD0 and <= 0xD7)))
            {
                return marker;
            }
        }
    }
}
