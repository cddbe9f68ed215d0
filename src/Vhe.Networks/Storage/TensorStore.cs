using System.Runtime.InteropServices;

namespace Vhe.Networks.Storage;

/// <summary>Between the named tensors of a model or a training run and those of a safetensors file.</summary>
internal static class TensorStore
{
    /// <summary>
    /// Copies float32 and int64 tensors into the form of a file. The format is that of float32 tensors of two dimensions or more,
    /// the weights; the others are few, and some of them, such as running variances, too small for half precision.
    /// </summary>
    /// <exception cref="ArgumentException">
    /// A value is not finite, in half precision perhaps; the message names the tensor.
    /// </exception>
    public static SafetensorsFile ToFile(
        IReadOnlyDictionary<string, Tensor> tensors,
        IReadOnlyDictionary<string, string> metadata,
        WeightFormat format = WeightFormat.Float32)
    {
        using var scope = NewDisposeScope();
        using var untracked = no_grad();
        return new SafetensorsFile(metadata, tensors.Select(item => Export(item.Key, item.Value, format)).ToArray());
    }

    /// <summary>Copies a file's tensors into existing ones by name: all of them, or none where anything does not match.</summary>
    /// <exception cref="InvalidDataException">
    /// A name is missing or unknown, or a type or shape differs; the message names it.
    /// </exception>
    public static void CopyInto(SafetensorsFile file, IReadOnlyDictionary<string, Tensor> targets)
    {
        if (file.Tensors.FirstOrDefault(tensor => !targets.ContainsKey(tensor.Name)) is { } unknown)
            throw new InvalidDataException($"Tensor '{unknown.Name}' has no place in this model.");

        foreach (var (name, target) in targets)
        {
            if (!file.TryGetTensor(name, out var stored))
                throw new InvalidDataException($"Tensor '{name}' is missing.");

            if (!Fits(stored.DType, TypeOf(name, target)) || !stored.Shape.SequenceEqual(target.shape))
            {
                throw new InvalidDataException(
                    $"Tensor '{name}' is {stored.DType}[{string.Join(", ", stored.Shape)}]; this model has "
                    + $"{TypeOf(name, target)}[{string.Join(", ", target.shape)}].");
            }
        }

        using var scope = NewDisposeScope();
        using var untracked = no_grad();
        foreach (var stored in file.Tensors)
            targets[stored.Name].copy_(Import(stored));
    }

    private static SafetensorsDType TypeOf(string name, Tensor value) => value.dtype switch
    {
        ScalarType.Float32 => SafetensorsDType.F32,
        ScalarType.Int64 => SafetensorsDType.I64,
        var other => throw new InvalidOperationException($"Tensor '{name}' is {other}; only float32 and int64 are stored."),
    };

    private static bool Fits(SafetensorsDType stored, SafetensorsDType target)
        => stored == target || (stored == SafetensorsDType.F16 && target == SafetensorsDType.F32);

    private static SafetensorsTensor Export(string name, Tensor value, WeightFormat format)
    {
        var flat = value.detach().cpu().contiguous().flatten();
        if (TypeOf(name, value) == SafetensorsDType.I64)
            return new SafetensorsTensor(name, SafetensorsDType.I64, value.shape, Bytes(flat.data<long>().ToArray()));

        var floats = flat.data<float>().ToArray();
        return format == WeightFormat.Float16 && value.dim() > 1
            ? new SafetensorsTensor(
                name, SafetensorsDType.F16, value.shape, Bytes(Array.ConvertAll(floats, number => (Half)number)))
            : SafetensorsTensor.FromFloats(name, value.shape, floats);
    }

    private static byte[] Bytes<T>(T[] values)
        where T : unmanaged
        => MemoryMarshal.AsBytes(values.AsSpan()).ToArray();

    private static Tensor Import(SafetensorsTensor stored)
    {
        var flat = stored.DType == SafetensorsDType.I64
            ? tensor(MemoryMarshal.Cast<byte, long>(stored.Data.Span).ToArray())
            : tensor(stored.ToFloats());
        return flat.reshape(stored.Shape.ToArray());
    }
}
