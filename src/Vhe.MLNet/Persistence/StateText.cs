using System.Buffers.Binary;
using System.Text;

namespace Vhe.MLNet.Persistence;

/// <summary>
/// A transformer's state as one text: a JSON header and binary sections, in Base64. Numbers are little-endian. Stateless.
/// </summary>
internal static class StateText
{
    private static ReadOnlySpan<byte> Magic => "VHE-STATE-1\0"u8;

    /// <summary>Writes a state.</summary>
    /// <param name="header">The JSON header.</param>
    /// <param name="sections">The sections.</param>
    /// <returns>The text.</returns>
    public static string Write(string header, params ReadOnlySpan<ReadOnlyMemory<byte>> sections)
    {
        using var stream = new MemoryStream();
        stream.Write(Magic);
        WriteSection(stream, Encoding.UTF8.GetBytes(header));
        foreach (var section in sections)
        {
            WriteSection(stream, section.Span);
        }

        return Convert.ToBase64String(stream.GetBuffer(), 0, (int)stream.Length);
    }

    /// <summary>Reads a state.</summary>
    /// <param name="state">The text.</param>
    /// <param name="sectionCount">How many sections there should be.</param>
    /// <returns>The header and the sections.</returns>
    /// <exception cref="InvalidDataException">The text is not such a state.</exception>
    public static (string Header, ReadOnlyMemory<byte>[] Sections) Read(ReadOnlyMemory<char> state, int sectionCount)
    {
        var bytes = new byte[checked((int)(state.Length * 3L / 4))];
        if (!Convert.TryFromBase64Chars(state.Span, bytes, out var count))
        {
            throw new InvalidDataException("The model's state is damaged: it is not Base64.");
        }

        ReadOnlyMemory<byte> rest = bytes.AsMemory(0, count);
        if (!rest.Span.StartsWith(Magic))
        {
            throw new InvalidDataException("The model's state is damaged, or of a later version of this package.");
        }

        rest = rest[Magic.Length..];
        var header = ReadSection(ref rest);
        var sections = new ReadOnlyMemory<byte>[sectionCount];
        for (var i = 0; i < sectionCount; i++)
        {
            sections[i] = ReadSection(ref rest);
        }

        return rest.IsEmpty
            ? (Encoding.UTF8.GetString(header.Span), sections)
            : throw new InvalidDataException("The model's state is damaged: there are bytes after its end.");
    }

    private static void WriteSection(MemoryStream stream, ReadOnlySpan<byte> bytes)
    {
        Span<byte> length = stackalloc byte[sizeof(int)];
        BinaryPrimitives.WriteInt32LittleEndian(length, bytes.Length);
        stream.Write(length);
        stream.Write(bytes);
    }

    private static ReadOnlyMemory<byte> ReadSection(ref ReadOnlyMemory<byte> rest)
    {
        if (rest.Length < sizeof(int) || BinaryPrimitives.ReadInt32LittleEndian(rest.Span) is var length
            && (length < 0 || length > rest.Length - sizeof(int)))
        {
            throw new InvalidDataException("The model's state is damaged: it is truncated.");
        }

        var section = rest.Slice(sizeof(int), BinaryPrimitives.ReadInt32LittleEndian(rest.Span));
        rest = rest[(sizeof(int) + section.Length)..];
        return section;
    }
}
