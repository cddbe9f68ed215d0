using System.Text.Json;
using System.Text.Unicode;

namespace Vhe.Networks.Storage;

/// <summary>
/// The JSON header of a safetensors file. Read token by token, since only so is a key seen that is there twice.
/// </summary>
internal sealed class SafetensorsHeader
{
    // The header itself, a tensor's object, its arrays.
    private const int MaxDepth = 3;

    private readonly Dictionary<string, string> _metadata = new(StringComparer.Ordinal);
    private readonly Dictionary<string, SafetensorsEntry> _entries = new(StringComparer.Ordinal);

    private SafetensorsHeader()
    {
    }

    /// <summary>Free text by key.</summary>
    public IReadOnlyDictionary<string, string> Metadata => _metadata;

    /// <summary>The tensors, in no particular order.</summary>
    public IReadOnlyCollection<SafetensorsEntry> Entries => _entries.Values;

    /// <summary>Parses and checks a header.</summary>
    /// <param name="json">UTF-8 JSON, perhaps padded with spaces at its end.</param>
    /// <returns>The header.</returns>
    /// <exception cref="InvalidDataException">The header is malformed.</exception>
    public static SafetensorsHeader Parse(ReadOnlySpan<byte> json)
    {
        if (json.IsEmpty || json[0] != (byte)'{')
        {
            throw new InvalidDataException("The header does not begin with '{'. Is this a safetensors file?");
        }

        if (!Utf8.IsValid(json))
        {
            throw new InvalidDataException("The header is not valid UTF-8.");
        }

        var header = new SafetensorsHeader();
        try
        {
            var reader = new Utf8JsonReader(json.TrimEnd((byte)' '), new JsonReaderOptions { MaxDepth = MaxDepth });
            reader.Read();
            header.ReadMembers(ref reader);

            // Anything but the end throws.
            reader.Read();
        }
        catch (JsonException exception)
        {
            throw new InvalidDataException($"The header is not valid JSON: {exception.Message}", exception);
        }

        return header;
    }

    private void ReadMembers(ref Utf8JsonReader reader)
    {
        var hasMetadata = false;
        while (NextKey(ref reader, "the header") is { } key)
        {
            if (key == SafetensorsRules.MetadataKey)
            {
                if (hasMetadata)
                {
                    throw new InvalidDataException($"The header has '{key}' twice.");
                }

                hasMetadata = true;
                ReadMetadata(ref reader);
                continue;
            }

            if (SafetensorsRules.ProblemOfName(key) is { } problem)
            {
                throw new InvalidDataException(problem);
            }

            if (_entries.Count == SafetensorsLimits.MaxTensors)
            {
                throw new InvalidDataException($"The header has more than {SafetensorsLimits.MaxTensors} tensors.");
            }

            if (!_entries.TryAdd(key, SafetensorsEntryReader.Read(ref reader, key)))
            {
                throw new InvalidDataException($"Tensor '{SafetensorsRules.Shown(key)}' is in the header twice.");
            }
        }
    }

    private void ReadMetadata(ref Utf8JsonReader reader)
    {
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            throw new InvalidDataException($"'{SafetensorsRules.MetadataKey}' is not an object.");
        }

        while (NextKey(ref reader, "the metadata") is { } key)
        {
            reader.Read();
            if (reader.TokenType != JsonTokenType.String)
            {
                throw new InvalidDataException($"Metadata '{SafetensorsRules.Shown(key)}' is not a string.");
            }

            if (!_metadata.TryAdd(key, Text(ref reader, "the metadata")))
            {
                throw new InvalidDataException($"Metadata '{SafetensorsRules.Shown(key)}' is there twice.");
            }
        }
    }

    /// <summary>The next key of an object, or null at its end.</summary>
    internal static string? NextKey(ref Utf8JsonReader reader, string where)
    {
        reader.Read();
        return reader.TokenType == JsonTokenType.EndObject ? null : Text(ref reader, where);
    }

    /// <summary>The text of the current key or string.</summary>
    internal static string Text(ref Utf8JsonReader reader, string where)
    {
        try
        {
            return reader.GetString()!;
        }
        catch (InvalidOperationException exception)
        {
            // An escape such as \ud800 that stands for half a character.
            throw new InvalidDataException($"A text in {where} is not well-formed Unicode.", exception);
        }
    }
}
