using System.Numerics;
using System.Runtime.InteropServices;

namespace Vhe.Networks.Storage;

/// <summary>
/// A named tensor as it stands in a safetensors file: row-major, little-endian bytes, which is the order of every machine that
/// TorchSharp runs on. Immutable as long as its bytes are.
/// </summary>
internal sealed class SafetensorsTensor
{
    /// <summary>Checks a tensor and keeps its bytes, which are not copied. The shape of a scalar is empty.</summary>
    /// <exception cref="ArgumentException">
    /// The name is empty, too long, reserved or malformed; the shape is not one of these bytes; or a float is not finite. The
    /// message names the tensor.
    /// </exception>
    public SafetensorsTensor(string name, SafetensorsDType dtype, IReadOnlyList<long> shape, ReadOnlyMemory<byte> data)
    {
        (Name, DType, Shape, Data) = (name, dtype, Array.AsReadOnly(shape.ToArray()), data);
        if ((ProblemOfName() ?? ProblemOfShape() ?? ProblemOfValues()) is { } problem)
            throw new ArgumentException($"Tensor '{SafetensorsFormat.Shown(name)}': {problem}");
    }

    /// <summary>The tensor's name.</summary>
    public string Name { get; }

    /// <summary>The type of the elements.</summary>
    public SafetensorsDType DType { get; }

    /// <summary>The dimensions; empty for a scalar.</summary>
    public IReadOnlyList<long> Shape { get; }

    /// <summary>The elements: row-major, little endian.</summary>
    public ReadOnlyMemory<byte> Data { get; }

    /// <summary>Creates an F32 tensor from a copy of floats.</summary>
    public static SafetensorsTensor FromFloats(string name, IReadOnlyList<long> shape, ReadOnlySpan<float> values)
        => new(name, SafetensorsDType.F32, shape, MemoryMarshal.AsBytes(values).ToArray());

    /// <summary>Copies the elements of an F32 or F16 tensor.</summary>
    /// <exception cref="InvalidOperationException">The tensor is of another type.</exception>
    public float[] ToFloats() => DType switch
    {
        SafetensorsDType.F32 => MemoryMarshal.Cast<byte, float>(Data.Span).ToArray(),
        SafetensorsDType.F16 => Array.ConvertAll(MemoryMarshal.Cast<byte, Half>(Data.Span).ToArray(), value => (float)value),
        _ => throw new InvalidOperationException($"Tensor '{Name}' is {DType}, not F32 or F16."),
    };

    /// <summary>For instance <c>decoder.weight F32[8, 3, 3]</c>.</summary>
    public override string ToString() => $"{Name} {DType}[{string.Join(", ", Shape)}]";

    private string? ProblemOfName()
    {
        if (Name.Length is 0 or > SafetensorsFormat.MaxNameLength)
            return $"the name has {Name.Length} characters, not 1 to {SafetensorsFormat.MaxNameLength}.";

        return Name == SafetensorsFormat.MetadataKey ? "the name is reserved for metadata."
            : SafetensorsFormat.IsWellFormed(Name) ? null : "its name is not well-formed Unicode.";
    }

    private string? ProblemOfShape()
    {
        Int128 needed = SafetensorsFormat.SizeOf(DType);
        if (needed == 0)
            return $"{(int)DType} is not an element type.";

        if (Shape.Count > SafetensorsFormat.MaxDimensions)
            return $"it has {Shape.Count} dimensions; at most {SafetensorsFormat.MaxDimensions} are allowed.";

        var shown = $"its shape [{string.Join(", ", Shape)}]";
        foreach (var dimension in Shape)
        {
            if (dimension < 0)
                return $"{shown} has a negative dimension.";

            // Both factors are below 2^63, so that Int128 holds the product. A later 0 does not excuse an overflow.
            needed *= dimension;
            if (needed > SafetensorsFormat.MaxFileBytes)
                return $"{shown} is too large for {SafetensorsFormat.MaxFileBytes} bytes.";
        }

        return needed == Data.Length ? null : $"{shown} of {DType} needs {needed} bytes; there are {Data.Length}.";
    }

    private string? ProblemOfValues()
    {
        var index = DType switch
        {
            SafetensorsDType.F16 => FirstNotFinite(MemoryMarshal.Cast<byte, Half>(Data.Span)),
            SafetensorsDType.F32 => FirstNotFinite(MemoryMarshal.Cast<byte, float>(Data.Span)),
            _ => -1,
        };
        return index < 0 ? null : $"element {index} is not finite.";
    }

    private static int FirstNotFinite<T>(ReadOnlySpan<T> values)
        where T : INumberBase<T>
    {
        for (var index = 0; index < values.Length; index++)
        {
            if (!T.IsFinite(values[index]))
                return index;
        }

        return -1;
    }
}
