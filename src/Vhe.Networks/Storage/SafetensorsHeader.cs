using System.Text.Json;
using System.Text.Unicode;

namespace Vhe.Networks.Storage;

/// <summary>
/// The JSON header of a safetensors file. Read token by token, because only so a key is seen that is there twice. An entry is
/// <c>"name": {"dtype": .., "shape": [..], "data_offsets": [begin, end]}</c>; whether the three agree is not checked here.
/// </summary>
internal sealed class SafetensorsHeader
{
    // The header itself, a tensor's object, its arrays.
    private const int MaxDepth = 3;

    private readonly Dictionary<string, string> _metadata = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Entry> _entries = new(StringComparer.Ordinal);

    /// <summary>Parses UTF-8 JSON, perhaps padded with spaces at its end.</summary>
    /// <exception cref="InvalidDataException">The header is malformed.</exception>
    public SafetensorsHeader(ReadOnlySpan<byte> json)
    {
        if (json.IsEmpty || json[0] != (byte)'{')
            throw new InvalidDataException("The header does not begin with '{'. Is this a safetensors file?");

        if (!Utf8.IsValid(json))
            throw new InvalidDataException("The header is not valid UTF-8.");

        try
        {
            var reader = new Utf8JsonReader(json.TrimEnd((byte)' '), new JsonReaderOptions { MaxDepth = MaxDepth });
            reader.Read();
            ReadMembers(ref reader);

            // Anything but the end throws.
            reader.Read();
        }
        catch (JsonException exception)
        {
            throw new InvalidDataException($"The header is not valid JSON: {exception.Message}", exception);
        }
    }

    /// <summary>Free text by key.</summary>
    public IReadOnlyDictionary<string, string> Metadata => _metadata;

    /// <summary>The tensors, in no particular order.</summary>
    public IReadOnlyCollection<Entry> Entries => _entries.Values;

    /// <summary>An error that names a tensor.</summary>
    public static InvalidDataException Malformed(string name, string problem)
        => new($"Tensor '{SafetensorsFormat.Shown(name)}': {problem}");

    private void ReadMembers(ref Utf8JsonReader reader)
    {
        var hasMetadata = false;
        while (NextKey(ref reader) is { } key)
        {
            if (key == SafetensorsFormat.MetadataKey)
            {
                if (hasMetadata)
                    throw new InvalidDataException($"The header has '{key}' twice.");

                hasMetadata = true;
                ReadMetadata(ref reader);
                continue;
            }

            if (_entries.Count == SafetensorsFormat.MaxTensors)
                throw new InvalidDataException($"The header has more than {SafetensorsFormat.MaxTensors} tensors.");

            if (!_entries.TryAdd(key, ReadEntry(ref reader, key)))
                throw Malformed(key, "it is in the header twice.");
        }
    }

    private void ReadMetadata(ref Utf8JsonReader reader)
    {
        Expect(ref reader, JsonTokenType.StartObject, $"'{SafetensorsFormat.MetadataKey}' is not an object.");
        while (NextKey(ref reader) is { } key)
        {
            Expect(ref reader, JsonTokenType.String, $"Metadata '{SafetensorsFormat.Shown(key)}' is not a string.");
            if (!_metadata.TryAdd(key, Text(ref reader)))
                throw new InvalidDataException($"Metadata '{SafetensorsFormat.Shown(key)}' is there twice.");
        }
    }

    private static Entry ReadEntry(ref Utf8JsonReader reader, string name)
    {
        Expect(ref reader, JsonTokenType.StartObject, Malformed(name, "its entry is not an object.").Message);
        SafetensorsDType? dtype = null;
        List<long>? shape = null, offsets = null;
        while (NextKey(ref reader) is { } field)
        {
            switch (field)
            {
                case "dtype" when dtype is null:
                    Expect(ref reader, JsonTokenType.String, Malformed(name, "'dtype' is not a string.").Message);
                    var text = Text(ref reader);
                    dtype = SafetensorsFormat.Parse(text) ?? throw Malformed(
                        name, $"its dtype '{SafetensorsFormat.Shown(text)}' is not one of F16, F32, I64.");
                    break;
                case "shape" when shape is null:
                    shape = ReadNumbers(ref reader, name, field, SafetensorsFormat.MaxDimensions);
                    break;
                case "data_offsets" when offsets is null:
                    offsets = ReadNumbers(ref reader, name, field, 2);
                    break;
                case "dtype" or "shape" or "data_offsets":
                    throw Malformed(name, $"it has '{field}' twice.");
                default:
                    throw Malformed(name, $"it has an unknown field '{SafetensorsFormat.Shown(field)}'.");
            }
        }

        return (dtype, shape, offsets) switch
        {
            (null, _, _) => throw Malformed(name, "it has no 'dtype'."),
            (_, null, _) => throw Malformed(name, "it has no 'shape'."),
            (_, _, null) => throw Malformed(name, "it has no 'data_offsets'."),
            (_, _, [var begin, var end]) when end < begin => throw Malformed(
                name, $"'data_offsets' ends at {end}, before it begins at {begin}."),
            (_, _, [var begin, var end]) => new Entry(name, dtype.Value, shape, begin, end),
            _ => throw Malformed(name, $"'data_offsets' has {offsets.Count} numbers; it must have 2."),
        };
    }

    private static List<long> ReadNumbers(ref Utf8JsonReader reader, string name, string field, int most)
    {
        Expect(ref reader, JsonTokenType.StartArray, Malformed(name, $"'{field}' is not an array.").Message);
        var numbers = new List<long>();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (reader.TokenType != JsonTokenType.Number || !reader.TryGetInt64(out var number) || number < 0)
                throw Malformed(name, $"'{field}' has an element that is not a whole number from 0 to {long.MaxValue}.");

            if (numbers.Count == most)
                throw Malformed(name, $"'{field}' has more than {most} numbers.");

            numbers.Add(number);
        }

        return numbers;
    }

    private static void Expect(ref Utf8JsonReader reader, JsonTokenType token, string problem)
    {
        reader.Read();
        if (reader.TokenType != token)
            throw new InvalidDataException(problem);
    }

    // The next key of an object, or null at its end.
    private static string? NextKey(ref Utf8JsonReader reader)
    {
        reader.Read();
        return reader.TokenType == JsonTokenType.EndObject ? null : Text(ref reader);
    }

    // The text of the current key or string.
    private static string Text(ref Utf8JsonReader reader)
    {
        try
        {
            return reader.GetString()!;
        }
        catch (InvalidOperationException exception)
        {
            // An escape such as \ud800 that stands for half a character.
            throw new InvalidDataException("A text in the header is not well-formed Unicode.", exception);
        }
    }

    /// <summary>
    /// What the header says of one tensor. Its data are at [Begin, End) after the header, 0 &lt;= Begin &lt;= End.
    /// </summary>
    internal sealed record Entry(string Name, SafetensorsDType DType, IReadOnlyList<long> Shape, long Begin, long End);
}
