using System.Buffers.Binary;

namespace Vhe.Networks.Storage;

/// <summary>
/// Reads the safetensors format without trusting the file: all of it is checked before anything is returned, and no length that
/// it states is used before it is known to fit. Stricter than the format in four things: floats must be finite, unknown fields
/// and types are refused, and the limits of <see cref="SafetensorsFormat"/> hold. Thread-safe.
/// </summary>
internal static class SafetensorsReader
{
    private const int CopyBytes = 1 << 16;

    /// <summary>Reads a stream from its position to its end, which must be the end of the file. The stream stays open.</summary>
    /// <exception cref="InvalidDataException">
    /// The file is malformed; the message says what is wrong, and in which tensor.
    /// </exception>
    public static SafetensorsFile Read(Stream stream)
    {
        // The capacity comes from the stream, never from what the file says of itself.
        var expected = stream.CanSeek ? Math.Clamp(stream.Length - stream.Position, 0, SafetensorsFormat.MaxFileBytes) : 0;
        using var copy = new MemoryStream((int)expected);
        var chunk = new byte[CopyBytes];
        for (int read; (read = stream.Read(chunk)) > 0;)
        {
            if (copy.Length + read > SafetensorsFormat.MaxFileBytes)
                throw TooLong();

            copy.Write(chunk.AsSpan(0, read));
        }

        return Read(copy.GetBuffer().AsMemory(0, (int)copy.Length));
    }

    /// <summary>Reads a file in memory. The tensors are slices of it: do not change it as long as they are in use.</summary>
    /// <exception cref="InvalidDataException">
    /// The file is malformed; the message says what is wrong, and in which tensor.
    /// </exception>
    public static SafetensorsFile Read(ReadOnlyMemory<byte> file)
    {
        if (file.Length > SafetensorsFormat.MaxFileBytes)
            throw TooLong();

        if (file.Length < sizeof(ulong))
            throw new InvalidDataException($"Not a safetensors file: it has {file.Length} bytes, fewer than 8.");

        var headerLength = BinaryPrimitives.ReadUInt64LittleEndian(file.Span);
        if (headerLength > SafetensorsFormat.MaxHeaderBytes)
        {
            throw new InvalidDataException(
                $"Not a safetensors file: a header of {headerLength} bytes, at most {SafetensorsFormat.MaxHeaderBytes} may be.");
        }

        var rest = file[sizeof(ulong)..];
        if (headerLength > (ulong)rest.Length)
            throw new InvalidDataException($"The file is truncated: it has {rest.Length} of its header's {headerLength} bytes.");

        var header = new SafetensorsHeader(rest.Span[..(int)headerLength]);
        try
        {
            return new SafetensorsFile(header.Metadata, Tensors(header.Entries, rest[(int)headerLength..]));
        }
        catch (ArgumentException exception)
        {
            throw new InvalidDataException(exception.Message, exception);
        }
    }

    // In the order of their data, which must fill the rest of the file: no overlap, no hole, nothing left.
    private static IEnumerable<SafetensorsTensor> Tensors(IEnumerable<SafetensorsHeader.Entry> entries, ReadOnlyMemory<byte> data)
    {
        long position = 0;

        // An empty tensor stands before the one that begins at the same place.
        foreach (var (name, dtype, shape, begin, end) in entries.OrderBy(entry => entry.Begin).ThenBy(entry => entry.End))
        {
            if (begin != position)
            {
                var what = begin < position ? "overlaps the tensor before it" : "leaves a hole before it";
                throw SafetensorsHeader.Malformed(name, $"its data begin at {begin}, where {position} is expected: it {what}.");
            }

            if (end > data.Length)
            {
                throw SafetensorsHeader.Malformed(
                    name, $"its data end at {end}, the file's at {data.Length}: it is truncated.");
            }

            position = end;
            yield return new SafetensorsTensor(name, dtype, shape, data[(int)begin..(int)end]);
        }

        if (position != data.Length)
            throw new InvalidDataException($"The file has {data.Length - position} bytes after the last tensor's data.");
    }

    private static InvalidDataException TooLong()
        => new($"The file is longer than {SafetensorsFormat.MaxFileBytes} bytes, the most that is allowed.");
}
