using System.Buffers.Binary;
using System.IO.Compression;

namespace Vhe.MLNet.Tests.TestData;

/// <summary>Small encoded images, byte by byte.</summary>
internal static class EncodedImages
{
    // Of a PNG: where its header ends, and the length of its last chunk.
    private const int HeaderEnd = 33, EndLength = 12;

    /// <summary>A 16 x 16 JPEG: white, with black columns 4 to 7.</summary>
    public static byte[] Jpeg => Convert.FromBase64String(
        "/9j/4AAQSkZJRgABAQAAAQABAAD/2wCEAAIBAQEBAQIBAQECAgICAgQDAgICAgUEBAMEBgUGBgYFBgYGBwkIBgcJBwYGCAsICQoKCgoKBggLDA"
        + "sKDAkKCgoBAgICAgICBQMDBQoHBgcKCgoKCgoKCgoKCgoKCgoKCgoKCgoKCgoKCgoKCgoKCgoKCgoKCgoKCgoKCgoKCgoKCv/AABEIABAAEAMB"
        + "EQACEQEDEQH/xAGiAAABBQEBAQEBAQAAAAAAAAAAAQIDBAUGBwgJCgsQAAIBAwMCBAMFBQQEAAABfQECAwAEEQUSITFBBhNRYQcicRQygZGhCC"
        + "NCscEVUtHwJDNicoIJChYXGBkaJSYnKCkqNDU2Nzg5OkNERUZHSElKU1RVVldYWVpjZGVmZ2hpanN0dXZ3eHl6g4SFhoeIiYqSk5SVlpeYmZqi"
        + "o6Slpqeoqaqys7S1tre4ubrCw8TFxsfIycrS09TV1tfY2drh4uPk5ebn6Onq8fLz9PX29/j5+gEAAwEBAQEBAQEBAQAAAAAAAAECAwQFBgcICQ"
        + "oLEQACAQIEBAMEBwUEBAABAncAAQIDEQQFITEGEkFRB2FxEyIygQgUQpGhscEJIzNS8BVictEKFiQ04SXxFxgZGiYnKCkqNTY3ODk6Q0RFRkdI"
        + "SUpTVFVWV1hZWmNkZWZnaGlqc3R1dnd4eXqCg4SFhoeIiYqSk5SVlpeYmZqio6Slpqeoqaqys7S1tre4ubrCw8TFxsfIycrS09TV1tfY2dri4+"
        + "Tl5ufo6ery8/T19vf4+fr/2gAMAwEAAhEDEQA/AG/8Hzn/ADa7/wBzt/7gKAP3+oA/AH/g+c/5td/7nb/3AUAfv9QB/9k=");

    /// <summary>A 2 x 2 GIF, all black.</summary>
    public static byte[] Gif
    => [
        .. "GIF87a"u8, 2, 0, 2, 0, 0x80, 0, 0, 0, 0, 0, 255, 255, 255, 0x2C, 0, 0, 0, 0, 2, 0, 2, 0, 0, 2, 2, 0x84, 0x51, 0, 0x3B,
    ];

    /// <summary>A 24-bit BMP, all of one gray.</summary>
    /// <param name="width">Width in pixels.</param>
    /// <param name="height">Height in pixels.</param>
    /// <param name="gray">The gray, 0 to 255.</param>
    /// <returns>The file.</returns>
    public static byte[] Bmp(int width, int height, byte gray)
    {
        var stride = ((24 * width) + 31) / 32 * 4;
        var file = new byte[54 + (stride * height)];
        "BM"u8.CopyTo(file);
        Write(2, file.Length);
        Write(10, 54);
        Write(14, 40);
        Write(18, width);
        Write(22, height);
        file[26] = 1;
        file[28] = 24;
        file.AsSpan(54).Fill(gray);
        return file;

        void Write(int position, int value) => BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(position), value);
    }

    /// <summary>A PNG of one bit a pixel, black on white.</summary>
    /// <param name="height">Height in pixels.</param>
    /// <param name="width">Width in pixels.</param>
    /// <param name="isBlack">Whether the pixel of a row and a column is black.</param>
    /// <returns>The file.</returns>
    public static byte[] BitPng(int height, int width, Func<int, int, bool> isBlack)
    {
        // Each row begins with its filter: none.
        var stride = 1 + ((width + 7) / 8);
        var rows = new byte[height * stride];
        for (var y = 0; y < height; y++)
        {
            for (var x = 0; x < width; x++)
                rows[(y * stride) + 1 + (x / 8)] |= (byte)(isBlack(y, x) ? 0 : 0x80 >> (x % 8));
        }

        using var packed = new MemoryStream();
        using (var zlib = new ZLibStream(packed, CompressionLevel.Optimal, leaveOpen: true))
        {
            zlib.Write(rows);
        }

        var header = PngHeader((uint)width, (uint)height, bits: 1);
        return [.. header[..HeaderEnd], .. Chunk("IDAT"u8, packed.ToArray()), .. header[^EndLength..]];
    }

    /// <summary>A PNG that announces a size, and has no pixel.</summary>
    public static byte[] PngHeader(uint width, uint height, byte bits = 8)
    {
        byte[] header = [0, 0, 0, 0, 0, 0, 0, 0, bits, 0, 0, 0, 0];
        BinaryPrimitives.WriteUInt32BigEndian(header, width);
        BinaryPrimitives.WriteUInt32BigEndian(header.AsSpan(4), height);
        return [.. Signature, .. Chunk("IHDR"u8, header), .. Chunk("IDAT"u8, []), .. Chunk("IEND"u8, [])];
    }

    private static byte[] Signature => [0x89, .. "PNG\r\n\u001a\n"u8];

    private static byte[] Chunk(ReadOnlySpan<byte> type, byte[] data)
    {
        byte[] chunk = [0, 0, 0, 0, .. type, .. data, 0, 0, 0, 0];
        BinaryPrimitives.WriteInt32BigEndian(chunk, data.Length);
        BinaryPrimitives.WriteUInt32BigEndian(chunk.AsSpan(chunk.Length - 4), Crc(chunk.AsSpan(4, chunk.Length - 8)));
        return chunk;
    }

    private static uint Crc(ReadOnlySpan<byte> bytes)
    {
        var crc = uint.MaxValue;
        foreach (var value in bytes)
        {
            crc ^= value;
            for (var bit = 0; bit < 8; bit++)
                crc = (crc >> 1) ^ (0xEDB88320 & (0 - (crc & 1)));
        }

        return ~crc;
    }
}
