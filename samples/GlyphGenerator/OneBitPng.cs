using System.Buffers.Binary;
using System.IO.Compression;

namespace GlyphGenerator;

/// <summary>Encodes black on white as PNG (ISO/IEC 15948): grayscale, one bit a pixel, 1 = white, no interlacing.</summary>
internal static class OneBitPng
{
    private static readonly uint[] CrcTable = [.. Enumerable.Range(0, 256).Select(n => CrcOfByte((uint)n))];

    /// <summary>The file's bytes; <paramref name="ink"/> is [row, column], true is black.</summary>
    public static byte[] Encode(bool[,] ink)
    {
        int height = ink.GetLength(0), width = ink.GetLength(1);
        var header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, width);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), height);
        header[8] = 1; // bits a sample; color type 0 (gray), and the standard compression, filters and no interlacing follow

        var plain = Compress(Scanlines(ink, differences: false));
        var differences = Compress(Scanlines(ink, differences: true));
        using var file = new MemoryStream();
        file.Write([0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A]);
        WriteChunk(file, "IHDR"u8, header);
        WriteChunk(file, "IDAT"u8, plain.Length <= differences.Length ? plain : differences);
        WriteChunk(file, "IEND"u8, []);
        return file.ToArray();
    }

    /// <summary>Rows of packed pixels behind their filter byte: 0, as they are, or 2 (Up), less the row above.</summary>
    private static byte[] Scanlines(bool[,] ink, bool differences)
    {
        int height = ink.GetLength(0), width = ink.GetLength(1), stride = 1 + (width + 7) / 8;
        var rows = new byte[height * stride];
        for (var y = 0; y < height; y++)
        {
            for (var x = 0; x < width; x++)
                rows[y * stride + 1 + x / 8] |= (byte)(ink[y, x] ? 0 : 0x80 >> (x % 8));
        }

        for (var y = height - 1; differences && y >= 0; y--)
        {
            rows[y * stride] = 2;
            for (var i = 1; y > 0 && i < stride; i++)
                rows[y * stride + i] -= rows[(y - 1) * stride + i];
        }

        return rows;
    }

    private static byte[] Compress(byte[] data)
    {
        using var compressed = new MemoryStream();
        using (var zlib = new ZLibStream(compressed, CompressionLevel.SmallestSize))
        {
            zlib.Write(data);
        }

        return compressed.ToArray();
    }

    private static void WriteChunk(Stream file, ReadOnlySpan<byte> type, ReadOnlySpan<byte> data)
    {
        Span<byte> number = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(number, data.Length);
        file.Write(number);
        file.Write(type);
        file.Write(data);
        BinaryPrimitives.WriteUInt32BigEndian(number, ~Crc(Crc(uint.MaxValue, type), data));
        file.Write(number);
    }

    private static uint Crc(uint crc, ReadOnlySpan<byte> data)
    {
        foreach (var value in data)
            crc = CrcTable[(crc ^ value) & 0xFF] ^ (crc >> 8);

        return crc;
    }

    private static uint CrcOfByte(uint value)
    {
        for (var bit = 0; bit < 8; bit++)
            value = (value & 1) != 0 ? 0xEDB88320 ^ (value >> 1) : value >> 1;

        return value;
    }
}
