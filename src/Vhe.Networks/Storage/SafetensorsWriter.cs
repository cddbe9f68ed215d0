using System.Buffers;
using System.Buffers.Binary;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Vhe.Networks.Storage;

/// <summary>
/// Writes the public safetensors format: the header's length (8 bytes, little endian), a JSON header padded with spaces to a
/// multiple of 8, and the tensors' bytes without gaps. The layout depends on the contents alone (widest type first, then by
/// name; metadata by key), so that equal contents give equal files.
/// </summary>
public static class SafetensorsWriter
{
    // The relaxed encoder escapes what JSON demands and little more; a header is no part of a web page.
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Writes a file. The stream stays open.</summary>
    /// <param name="file">What to write.</param>
    /// <param name="stream">Where to, from its position on.</param>
    /// <exception cref="ArgumentException">
    /// The header or the file would be longer than <see cref="SafetensorsLimits"/> allows.
    /// </exception>
    /// <exception cref="IOException">The stream fails.</exception>
    public static void Write(SafetensorsFile file, Stream stream)
    {
        ArgumentNullException.ThrowIfNull(file);
        ArgumentNullException.ThrowIfNull(stream);
        var tensors = file.Tensors
            .OrderByDescending(tensor => tensor.DType)
            .ThenBy(tensor => tensor.Name, StringComparer.Ordinal)
            .ToList();
        var header = Header(file.Metadata, tensors);
        if (header.Length > SafetensorsLimits.MaxHeaderBytes)
        {
            throw new ArgumentException(
                $"The header would have {header.Length} bytes; at most {SafetensorsLimits.MaxHeaderBytes} are allowed.",
                nameof(file));
        }

        var total = sizeof(ulong) + header.Length + tensors.Sum(tensor => (long)tensor.Data.Length);
        if (total > SafetensorsLimits.MaxFileBytes)
        {
            throw new ArgumentException(
                $"The file would have {total} bytes; at most {SafetensorsLimits.MaxFileBytes} are allowed.",
                nameof(file));
        }

        Span<byte> length = stackalloc byte[sizeof(ulong)];
        BinaryPrimitives.WriteUInt64LittleEndian(length, (ulong)header.Length);
        stream.Write(length);
        stream.Write(header);
        foreach (var tensor in tensors)
        {
            stream.Write(tensor.Data.Span);
        }
    }

    private static ReadOnlySpan<byte> Header(IReadOnlyDictionary<string, string> metadata, List<SafetensorsTensor> tensors)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, Options))
        {
            json.WriteStartObject();
            if (metadata.Count > 0)
            {
                json.WriteStartObject(SafetensorsRules.MetadataKey);
                foreach (var (key, value) in metadata.OrderBy(pair => pair.Key, StringComparer.Ordinal))
                {
                    json.WriteString(key, value);
                }

                json.WriteEndObject();
            }

            WriteTensors(json, tensors);
            json.WriteEndObject();
        }

        var padding = -buffer.WrittenCount & 7;
        buffer.GetSpan(8)[..padding].Fill((byte)' ');
        buffer.Advance(padding);
        return buffer.WrittenSpan;
    }

    private static void WriteTensors(Utf8JsonWriter json, List<SafetensorsTensor> tensors)
    {
        long offset = 0;
        foreach (var tensor in tensors)
        {
            json.WriteStartObject(tensor.Name);
            json.WriteString("dtype", SafetensorsRules.NameOf(tensor.DType));
            json.WriteStartArray("shape");
            foreach (var dimension in tensor.Shape)
            {
                json.WriteNumberValue(dimension);
            }

            json.WriteEndArray();
            json.WriteStartArray("data_offsets");
            json.WriteNumberValue(offset);
            json.WriteNumberValue(offset += tensor.Data.Length);
            json.WriteEndArray();
            json.WriteEndObject();
        }
    }
}
