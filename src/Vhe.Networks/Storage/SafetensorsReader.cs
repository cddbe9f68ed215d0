using System.Buffers.Binary;

namespace Vhe.Networks.Storage;

/// <summary>
/// Reads the public safetensors format, taking nothing in the file on trust: all of it is checked before anything is returned,
/// and no length that the file states is used before it is known to fit. Stricter than the format itself in three things: floats
/// must be finite, unknown fields are refused, and <see cref="SafetensorsLimits"/> holds. Thread-safe.
/// </summary>
public static class SafetensorsReader
{
    private const int CopyBytes = 1 << 16;

    /// <summary>Reads a stream from its position to its end, which must be the end of the file. The stream stays open.</summary>
    /// <param name="stream">The stream.</param>
    /// <returns>The file.</returns>
    /// <exception cref="InvalidDataException">
    /// The file is malformed; the message says what is wrong, and in which tensor.
    /// </exception>
    /// <exception cref="IOException">The stream fails.</exception>
    public static SafetensorsFile Read(Stream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);

        // The capacity comes from the stream, never from what the file says of itself.
        var expected = stream.CanSeek ? Math.Clamp(stream.Length - stream.Position, 0, SafetensorsLimits.MaxFileBytes) : 0;
        using var copy = new MemoryStream((int)expected);
        var chunk = new byte[CopyBytes];
        for (int read; (read = stream.Read(chunk)) > 0;)
        {
            if (copy.Length + read > SafetensorsLimits.MaxFileBytes)
            {
                throw TooLong();
            }

            copy.Write(chunk.AsSpan(0, read));
        }

        return Read(copy.GetBuffer().AsMemory(0, (int)copy.Length));
    }

    /// <summary>
    /// Reads a file that is in memory. The tensors are slices of it: do not change it as long as they are in use.
    /// </summary>
    /// <param name="file">The whole file.</param>
    /// <returns>The file.</returns>
    /// <exception cref="InvalidDataException">
    /// The file is malformed; the message says what is wrong, and in which tensor.
    /// </exception>
    public static SafetensorsFile Read(ReadOnlyMemory<byte> file)
    {
        if (file.Length > SafetensorsLimits.MaxFileBytes)
        {
            throw TooLong();
        }

        if (file.Length < sizeof(ulong))
        {
            throw new InvalidDataException($"Not a safetensors file: it has {file.Length} bytes, fewer than 8.");
        }

        var headerLength = BinaryPrimitives.ReadUInt64LittleEndian(file.Span);
        if (headerLength > SafetensorsLimits.MaxHeaderBytes)
        {
            throw new InvalidDataException(
                $"Not a safetensors file: a header of {headerLength} bytes, at most {SafetensorsLimits.MaxHeaderBytes} may be.");
        }

        var rest = file[sizeof(ulong)..];
        if (headerLength > (ulong)rest.Length)
        {
            throw new InvalidDataException($"The file is truncated: it has {rest.Length} of its header's {headerLength} bytes.");
        }

        var header = SafetensorsHeader.Parse(rest.Span[..(int)headerLength]);
        var data = rest[(int)headerLength..];
        var entries = InOrder(header.Entries, data.Length);
        return new SafetensorsFile(header.Metadata, entries.ConvertAll(entry => Tensor(entry, data)));
    }

    /// <summary>
    /// Sorts the tensors by their data, which must fill the rest of the file: no overlap, no hole, nothing left.
    /// </summary>
    private static List<SafetensorsEntry> InOrder(IEnumerable<SafetensorsEntry> entries, int dataLength)
    {
        // An empty tensor stands before the one that begins at the same place.
        var sorted = entries.OrderBy(entry => entry.Begin).ThenBy(entry => entry.End).ToList();
        long position = 0;
        foreach (var entry in sorted)
        {
            if (entry.Begin != position)
            {
                var what = entry.Begin < position ? "overlaps the tensor before it" : "leaves a hole before it";
                throw entry.Malformed($"its data begin at {entry.Begin}, where {position} is expected: it {what}.");
            }

            if (entry.End > dataLength)
            {
                throw entry.Malformed($"its data end at {entry.End}, the file's at {dataLength}: it is truncated.");
            }

            position = entry.End;
        }

        return position == dataLength
            ? sorted
            : throw new InvalidDataException($"The file has {dataLength - position} bytes after the last tensor's data.");
    }

    private static SafetensorsTensor Tensor(SafetensorsEntry entry, ReadOnlyMemory<byte> allData)
    {
        var data = allData[(int)entry.Begin..(int)entry.End];
        return SafetensorsRules.ProblemOfValues(entry.DType, data.Span) is { } problem
            ? throw entry.Malformed(problem)
            : SafetensorsTensor.Checked(entry.Name, entry.DType, entry.Shape, data);
    }

    private static InvalidDataException TooLong() =>
        new($"The file is longer than {SafetensorsLimits.MaxFileBytes} bytes, the most that is allowed.");
}
