using System.Buffers;
using System.Buffers.Binary;
using System.Text.Encodings.Web;
using System.Text.Json;
using Vhe.Networks.Models;

namespace Vhe.Networks.Storage;

/// <summary>
/// Writes the safetensors format: the header's length (8 bytes, little endian), a JSON header padded with spaces to a multiple of
/// 8, and the tensors' bytes without gaps. The layout depends on the contents alone (widest type first, then by name; metadata by
/// key), so that equal contents give equal files.
/// </summary>
internal static class SafetensorsWriter
{
    // The relaxed encoder escapes what JSON demands and little more; a header is no part of a web page.
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Writes a file to a stream, from its position on. The stream stays open.</summary>
    /// <exception cref="ArgumentException">The header or the file would be longer than allowed.</exception>
    public static void Write(SafetensorsFile file, Stream stream)
    {
        var tensors = file.Tensors
            .OrderByDescending(tensor => tensor.DType).ThenBy(tensor => tensor.Name, StringComparer.Ordinal).ToList();
        var header = Header(file.Metadata, tensors);
        CheckLength("header", header.Length, SafetensorsFormat.MaxHeaderBytes);
        CheckLength(
            "file", sizeof(ulong) + header.Length + tensors.Sum(tensor => (long)tensor.Data.Length), SafetensorsFormat.MaxFileBytes);
        Span<byte> length = stackalloc byte[sizeof(ulong)];
        BinaryPrimitives.WriteUInt64LittleEndian(length, (ulong)header.Length);
        stream.Write(length);
        stream.Write(header);
        foreach (var tensor in tensors)
            stream.Write(tensor.Data.Span);
    }

    private static void CheckLength(string what, long bytes, long most)
    {
        if (bytes > most)
            throw new ArgumentException($"The {what} would have {bytes} bytes; at most {most} are allowed.");
    }

    private static ReadOnlySpan<byte> Header(IReadOnlyDictionary<string, string> metadata, List<SafetensorsTensor> tensors)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, Options))
        {
            json.WriteStartObject();
            if (metadata.Count > 0)
            {
                json.WriteStartObject(SafetensorsFormat.MetadataKey);
                foreach (var (key, value) in metadata.OrderBy(pair => pair.Key, StringComparer.Ordinal))
                    json.WriteString(key, value);

                json.WriteEndObject();
            }

            long offset = 0;
            foreach (var tensor in tensors)
            {
                json.WriteStartObject(tensor.Name);
                json.WriteString("dtype", tensor.DType.ToString());
                WriteNumbers(json, "shape", tensor.Shape);
                WriteNumbers(json, "data_offsets", [offset, offset += tensor.Data.Length]);
                json.WriteEndObject();
            }

            json.WriteEndObject();
        }

        var padding = -buffer.WrittenCount & 7;
        buffer.GetSpan(8)[..padding].Fill((byte)' ');
        buffer.Advance(padding);
        return buffer.WrittenSpan;
    }

    private static void WriteNumbers(Utf8JsonWriter json, string name, IReadOnlyList<long> numbers)
    {
        json.WriteStartArray(name);
        foreach (var number in numbers)
            json.WriteNumberValue(number);

        json.WriteEndArray();
    }
}
