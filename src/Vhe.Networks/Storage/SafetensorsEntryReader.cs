using System.Text.Json;

namespace Vhe.Networks.Storage;

/// <summary>
/// Reads what a safetensors header says of one tensor: <c>{"dtype": .., "shape": [..], "data_offsets": [begin, end]}</c>.
/// </summary>
internal static class SafetensorsEntryReader
{
    /// <summary>Reads and checks the value of a tensor's key.</summary>
    /// <param name="reader">On the key.</param>
    /// <param name="name">The key.</param>
    /// <returns>The tensor's type, shape and place; its size fits its type and shape.</returns>
    /// <exception cref="InvalidDataException">The value is malformed.</exception>
    public static SafetensorsEntry Read(ref Utf8JsonReader reader, string name)
    {
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            throw Malformed(name, "its entry is not an object.");
        }

        SafetensorsDType? dtype = null;
        List<long>? shape = null, offsets = null;
        while (SafetensorsHeader.NextKey(ref reader, $"tensor '{SafetensorsRules.Shown(name)}'") is { } field)
        {
            var isNew = field switch
            {
                "dtype" => dtype is null,
                "shape" => shape is null,
                "data_offsets" => offsets is null,
                _ => throw Malformed(name, $"it has an unknown field '{SafetensorsRules.Shown(field)}'."),
            };
            if (!isNew)
            {
                throw Malformed(name, $"it has '{field}' twice.");
            }

            switch (field)
            {
                case "dtype":
                    dtype = ReadDType(ref reader, name);
                    break;
                case "shape":
                    shape = ReadNumbers(ref reader, name, field, SafetensorsLimits.MaxDimensions);
                    break;
                default:
                    offsets = ReadNumbers(ref reader, name, field, 2);
                    break;
            }
        }

        return Checked(
            name,
            dtype ?? throw Malformed(name, "it has no 'dtype'."),
            shape ?? throw Malformed(name, "it has no 'shape'."),
            offsets ?? throw Malformed(name, "it has no 'data_offsets'."));
    }

    private static SafetensorsEntry Checked(string name, SafetensorsDType dtype, List<long> shape, List<long> offsets)
    {
        if (offsets.Count != 2)
        {
            throw Malformed(name, $"'data_offsets' has {offsets.Count} numbers; it must have 2.");
        }

        if (offsets[1] < offsets[0])
        {
            throw Malformed(name, $"'data_offsets' ends at {offsets[1]}, before it begins at {offsets[0]}.");
        }

        // Both offsets are 0 or more, so that the difference cannot overflow.
        return SafetensorsRules.ProblemOfShape(dtype, shape, offsets[1] - offsets[0]) is { } problem
            ? throw Malformed(name, problem)
            : new SafetensorsEntry(name, dtype, shape.AsReadOnly(), offsets[0], offsets[1]);
    }

    private static SafetensorsDType ReadDType(ref Utf8JsonReader reader, string name)
    {
        reader.Read();
        if (reader.TokenType != JsonTokenType.String)
        {
            throw Malformed(name, "'dtype' is not a string.");
        }

        var text = SafetensorsHeader.Text(ref reader, $"tensor '{SafetensorsRules.Shown(name)}'");
        return SafetensorsRules.TryParse(text, out var dtype)
            ? dtype
            : throw Malformed(name, $"its dtype '{SafetensorsRules.Shown(text)}' is not one of {SafetensorsRules.AllNames}.");
    }

    private static List<long> ReadNumbers(ref Utf8JsonReader reader, string name, string field, int max)
    {
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartArray)
        {
            throw Malformed(name, $"'{field}' is not an array.");
        }

        var numbers = new List<long>();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (reader.TokenType != JsonTokenType.Number || !reader.TryGetInt64(out var number) || number < 0)
            {
                throw Malformed(name, $"'{field}' has an element that is not a whole number from 0 to {long.MaxValue}.");
            }

            if (numbers.Count == max)
            {
                throw Malformed(name, $"'{field}' has more than {max} numbers.");
            }

            numbers.Add(number);
        }

        return numbers;
    }

    private static InvalidDataException Malformed(string name, string problem) =>
        new($"Tensor '{SafetensorsRules.Shown(name)}': {problem}");
}
