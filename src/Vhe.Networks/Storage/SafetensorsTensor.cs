using System.Buffers.Binary;

namespace Vhe.Networks.Storage;

/// <summary>
/// A named tensor as it stands in a safetensors file: row-major, little-endian bytes. Immutable as long as its bytes are.
/// </summary>
public sealed class SafetensorsTensor
{
    /// <summary>Creates a tensor over bytes, which are not copied.</summary>
    /// <param name="name">
    /// Its name, 1 to <see cref="SafetensorsLimits.MaxNameLength"/> characters, not <c>__metadata__</c>.
    /// </param>
    /// <param name="dtype">The type of its elements.</param>
    /// <param name="shape">Its dimensions, each 0 or more; empty for a scalar.</param>
    /// <param name="data">Its elements: row-major, little endian; floats finite, truth values 0 or 1.</param>
    /// <exception cref="ArgumentException">One of those conditions does not hold; the message names the tensor.</exception>
    public SafetensorsTensor(string name, SafetensorsDType dtype, IReadOnlyList<long> shape, ReadOnlyMemory<byte> data)
        : this(name, dtype, shape, data, isChecked: false)
    {
    }

    private SafetensorsTensor(
        string name, SafetensorsDType dtype, IReadOnlyList<long> shape, ReadOnlyMemory<byte> data, bool isChecked)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(shape);
        Name = name;
        DType = dtype;
        Shape = Array.AsReadOnly(shape.ToArray());
        Data = data;
        if (isChecked)
        {
            return;
        }

        if (SafetensorsRules.ProblemOfName(name) is { } problemOfName)
        {
            throw new ArgumentException(problemOfName, nameof(name));
        }

        if (SafetensorsRules.ProblemOfShape(dtype, Shape, data.Length) is { } problemOfShape)
        {
            throw new ArgumentException($"Tensor '{name}': {problemOfShape}", nameof(shape));
        }

        if (SafetensorsRules.ProblemOfValues(dtype, data.Span) is { } problemOfValues)
        {
            throw new ArgumentException($"Tensor '{name}': {problemOfValues}", nameof(data));
        }
    }

    /// <summary>The tensor's name.</summary>
    public string Name { get; }

    /// <summary>The type of the elements.</summary>
    public SafetensorsDType DType { get; }

    /// <summary>The dimensions; empty for a scalar.</summary>
    public IReadOnlyList<long> Shape { get; }

    /// <summary>The elements: row-major, little endian.</summary>
    public ReadOnlyMemory<byte> Data { get; }

    /// <summary>Creates an <see cref="SafetensorsDType.F32"/> tensor from a copy of floats.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="shape">Its dimensions; their product is the number of values.</param>
    /// <param name="values">Its elements, row-major and finite.</param>
    /// <returns>The tensor.</returns>
    /// <exception cref="ArgumentException">As the constructor's.</exception>
    public static SafetensorsTensor FromFloats(string name, IReadOnlyList<long> shape, ReadOnlySpan<float> values)
    {
        var data = new byte[checked(values.Length * sizeof(float))];
        for (var index = 0; index < values.Length; index++)
        {
            BinaryPrimitives.WriteSingleLittleEndian(data.AsSpan(index * sizeof(float)), values[index]);
        }

        return new SafetensorsTensor(name, SafetensorsDType.F32, shape, data);
    }

    /// <summary>Creates an <see cref="SafetensorsDType.F16"/> tensor from a copy of halves.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="shape">Its dimensions; their product is the number of values.</param>
    /// <param name="values">Its elements, row-major and finite.</param>
    /// <returns>The tensor.</returns>
    /// <exception cref="ArgumentException">As the constructor's.</exception>
    public static SafetensorsTensor FromHalves(string name, IReadOnlyList<long> shape, ReadOnlySpan<Half> values)
    {
        var data = new byte[checked(values.Length * 2)];
        for (var index = 0; index < values.Length; index++)
        {
            BinaryPrimitives.WriteHalfLittleEndian(data.AsSpan(index * 2), values[index]);
        }

        return new SafetensorsTensor(name, SafetensorsDType.F16, shape, data);
    }

    /// <summary>Copies the elements of an <see cref="SafetensorsDType.F32"/> or <see cref="SafetensorsDType.F16"/> tensor.</summary>
    /// <returns>The elements, row-major.</returns>
    /// <exception cref="InvalidOperationException">The tensor is of another type.</exception>
    public float[] ToFloats()
    {
        var data = Data.Span;
        var values = new float[ElementCount()];
        for (var index = 0; index < values.Length; index++)
        {
            values[index] = DType == SafetensorsDType.F32
                ? BinaryPrimitives.ReadSingleLittleEndian(data[(index * sizeof(float))..])
                : (float)BinaryPrimitives.ReadHalfLittleEndian(data[(index * 2)..]);
        }

        return values;
    }

    /// <summary>A short description.</summary>
    /// <returns>For instance <c>decoder.weight F32[8, 3, 3]</c>.</returns>
    public override string ToString() => $"{Name} {SafetensorsRules.NameOf(DType)}[{string.Join(", ", Shape)}]";

    /// <summary>Creates a tensor whose conditions the reader has checked already.</summary>
    internal static SafetensorsTensor Checked(
        string name, SafetensorsDType dtype, IReadOnlyList<long> shape, ReadOnlyMemory<byte> data) =>
        new(name, dtype, shape, data, isChecked: true);

    private int ElementCount() => DType switch
    {
        SafetensorsDType.F32 => Data.Length / sizeof(float),
        SafetensorsDType.F16 => Data.Length / 2,
        _ => throw new InvalidOperationException($"Tensor '{Name}' is {SafetensorsRules.NameOf(DType)}, not F32 or F16."),
    };
}
