using System.Buffers.Binary;
using System.Text;

namespace Vhe.Networks.Storage;

/// <summary>
/// The rules of the format, shared by reading (which answers a breach with an <see cref="InvalidDataException"/>) and by building
/// (an <see cref="ArgumentException"/>). Each rule gives null, or a sentence that says what is wrong.
/// </summary>
internal static class SafetensorsRules
{
    /// <summary>The header's one key that is not a tensor.</summary>
    public const string MetadataKey = "__metadata__";

    private const int ShownLength = 80;

    private static readonly Dictionary<string, SafetensorsDType> DTypes = new(StringComparer.Ordinal)
    {
        ["BOOL"] = SafetensorsDType.Bool,
        ["U8"] = SafetensorsDType.U8,
        ["I8"] = SafetensorsDType.I8,
        ["I16"] = SafetensorsDType.I16,
        ["F16"] = SafetensorsDType.F16,
        ["BF16"] = SafetensorsDType.BF16,
        ["I32"] = SafetensorsDType.I32,
        ["F32"] = SafetensorsDType.F32,
        ["F64"] = SafetensorsDType.F64,
        ["I64"] = SafetensorsDType.I64,
    };

    private static readonly Dictionary<SafetensorsDType, string> Names =
        DTypes.ToDictionary(pair => pair.Value, pair => pair.Key);

    /// <summary>The type's name in a header.</summary>
    public static string NameOf(SafetensorsDType dtype) => Names.TryGetValue(dtype, out var name) ? name : $"({(int)dtype})";

    /// <summary>The type of a name in a header.</summary>
    public static bool TryParse(string name, out SafetensorsDType dtype) => DTypes.TryGetValue(name, out dtype);

    /// <summary>The names of all types.</summary>
    public static string AllNames => string.Join(", ", DTypes.Keys);

    /// <summary>Bytes of one element, 0 for a value that is no type.</summary>
    public static int SizeOf(SafetensorsDType dtype) => dtype switch
    {
        SafetensorsDType.Bool or SafetensorsDType.U8 or SafetensorsDType.I8 => 1,
        SafetensorsDType.I16 or SafetensorsDType.F16 or SafetensorsDType.BF16 => 2,
        SafetensorsDType.I32 or SafetensorsDType.F32 => 4,
        SafetensorsDType.F64 or SafetensorsDType.I64 => 8,
        _ => 0,
    };

    /// <summary>A text from a file as a message may show it: no control characters, not endless.</summary>
    public static string Shown(string text)
    {
        var shown = text.Length > ShownLength ? string.Concat(text.AsSpan(0, ShownLength), "...") : text;
        return string.Concat(shown.Select(letter => char.IsControl(letter) ? '?' : letter));
    }

    /// <summary>Whether a text survives UTF-8: no lone surrogates.</summary>
    public static bool IsWellFormed(string text)
    {
        for (var rest = text.AsSpan(); !rest.IsEmpty;)
        {
            if (Rune.DecodeFromUtf16(rest, out _, out var used) != System.Buffers.OperationStatus.Done)
            {
                return false;
            }

            rest = rest[used..];
        }

        return true;
    }

    /// <summary>A tensor's name must be there, not too long, well-formed, and not the metadata's key.</summary>
    public static string? ProblemOfName(string name)
    {
        if (name.Length is 0 or > SafetensorsLimits.MaxNameLength)
        {
            return $"Tensor '{Shown(name)}': the name has {name.Length} characters, not 1 to {SafetensorsLimits.MaxNameLength}.";
        }

        if (name == MetadataKey)
        {
            return $"A tensor cannot be named '{MetadataKey}'.";
        }

        return IsWellFormed(name) ? null : $"Tensor '{Shown(name)}': its name is not well-formed Unicode.";
    }

    /// <summary>
    /// Dimensions must not be negative, nor too many, and with the type they must come to the size of the data.
    /// </summary>
    public static string? ProblemOfShape(SafetensorsDType dtype, IReadOnlyList<long> shape, long bytes)
    {
        Int128 needed = SizeOf(dtype);
        if (needed == 0)
        {
            return $"{(int)dtype} is no element type.";
        }

        if (shape.Count > SafetensorsLimits.MaxDimensions)
        {
            return $"it has {shape.Count} dimensions; at most {SafetensorsLimits.MaxDimensions} are allowed.";
        }

        foreach (var dimension in shape)
        {
            if (dimension < 0)
            {
                return $"its shape [{string.Join(", ", shape)}] has a negative dimension.";
            }

            // Both factors are below 2^63, so that Int128 holds the product. A later 0 does not excuse an overflow.
            needed *= dimension;
            if (needed > SafetensorsLimits.MaxFileBytes)
            {
                return $"its shape [{string.Join(", ", shape)}] is too large for {SafetensorsLimits.MaxFileBytes} bytes.";
            }
        }

        return needed == bytes
            ? null
            : $"its shape [{string.Join(", ", shape)}] of {NameOf(dtype)} needs {needed} bytes; there are {bytes}.";
    }

    /// <summary>Floats must be finite, truth values 0 or 1.</summary>
    public static string? ProblemOfValues(SafetensorsDType dtype, ReadOnlySpan<byte> data)
    {
        var index = dtype switch
        {
            SafetensorsDType.Bool => data.IndexOfAnyExceptInRange((byte)0, (byte)1),
            SafetensorsDType.F16 => FirstNonFinite16(data, 0x7C00),
            SafetensorsDType.BF16 => FirstNonFinite16(data, 0x7F80),
            SafetensorsDType.F32 => FirstNonFinite32(data),
            SafetensorsDType.F64 => FirstNonFinite64(data),
            _ => -1,
        };
        return index < 0 ? null : $"element {index} is {(dtype == SafetensorsDType.Bool ? "neither 0 nor 1" : "not finite")}.";
    }

    private static int FirstNonFinite16(ReadOnlySpan<byte> data, int exponent)
    {
        for (var index = 0; index < data.Length; index += sizeof(ushort))
        {
            if ((BinaryPrimitives.ReadUInt16LittleEndian(data[index..]) & exponent) == exponent)
            {
                return index / sizeof(ushort);
            }
        }

        return -1;
    }

    private static int FirstNonFinite32(ReadOnlySpan<byte> data)
    {
        for (var index = 0; index < data.Length; index += sizeof(float))
        {
            if (!float.IsFinite(BinaryPrimitives.ReadSingleLittleEndian(data[index..])))
            {
                return index / sizeof(float);
            }
        }

        return -1;
    }

    private static int FirstNonFinite64(ReadOnlySpan<byte> data)
    {
        for (var index = 0; index < data.Length; index += sizeof(double))
        {
            if (!double.IsFinite(BinaryPrimitives.ReadDoubleLittleEndian(data[index..])))
            {
                return index / sizeof(double);
            }
        }

        return -1;
    }
}
