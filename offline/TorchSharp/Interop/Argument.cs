using System.Text;

namespace TorchSharp;

/// <summary>
/// An argument of an operator. It keeps the managed object alive during the call; lists are copied next to the call's values.
/// </summary>
internal readonly struct Argument
{
    private readonly object? reference;
    private readonly long bits;
    private readonly int length;
    private readonly Tag tag;

    private Argument(Tag tag, long bits = 0, object? reference = null, int length = 0)
    {
        this.tag = tag;
        this.bits = bits;
        this.reference = reference;
        this.length = length;
    }

    /// <summary>The operator's own default in this place.</summary>
    public static Argument Default => new(Tag.Default);

    /// <summary>A list of tensors in which a null stands for "all of this dimension" (aten::index).</summary>
    public static Argument OptionalTensors(torch.Tensor?[] tensors) => new(Tag.TensorList, 0, tensors, tensors.Length);

    public static implicit operator Argument(torch.Tensor? tensor) =>
        tensor is null ? new(Tag.Tensor) : new(Tag.Tensor, tensor.Handle, tensor);

    public static implicit operator Argument(Scalar? scalar) => scalar is null ? default : new(scalar.Tag, scalar.Bits);

    public static implicit operator Argument(torch.Generator? generator) =>
        generator is null ? default : new(Tag.Generator, generator.Handle, generator);

    public static implicit operator Argument(torch.Device? device) =>
        device is null ? default : new(Tag.Device, device.index, null, (int)device.type);

    public static implicit operator Argument(int value) => new(Tag.Int, value);

    public static implicit operator Argument(long value) => new(Tag.Int, value);

    public static implicit operator Argument(long? value) => value is long number ? new(Tag.Int, number) : default;

    public static implicit operator Argument(double value) => new(Tag.Double, BitConverter.DoubleToInt64Bits(value));

    public static implicit operator Argument(double? value) => value is double number ? number : default(Argument);

    public static implicit operator Argument(bool value) => new(Tag.Bool, value ? 1 : 0);

    public static implicit operator Argument(torch.ScalarType type) => new(Tag.Int, (long)type);

    public static implicit operator Argument(torch.ScalarType? type) => type is { } known ? new(Tag.Int, (long)known) : default;

    public static implicit operator Argument(long[]? values) =>
        values is null ? default : new(Tag.IntList, 0, values, values.Length);

    public static implicit operator Argument(double[]? values) =>
        values is null ? default : new(Tag.DoubleList, 0, values, values.Length);

    public static implicit operator Argument(torch.Tensor[] tensors) => new(Tag.TensorList, 0, tensors, tensors.Length);

    public static implicit operator Argument(string text)
    {
        var utf8 = Encoding.UTF8.GetBytes(text);
        return new(Tag.String, 0, utf8, utf8.Length);
    }

    /// <summary>How many 8-byte words of list items this argument needs.</summary>
    public int Words => tag == Tag.String ? (length + 7) / 8 : length;

    public bool IsList => tag is Tag.IntList or Tag.DoubleList or Tag.TensorList or Tag.String;

    /// <summary>Writes the native value; the items of a list go to <paramref name="words"/>.</summary>
    public unsafe void Write(Value* value, long* words)
    {
        value->Tag = tag;
        value->Length = length;
        value->Integer = bits;
        if (!IsList) return;
        value->Pointer = words;
        switch (reference)
        {
            case long[] integers:
                integers.CopyTo(new Span<long>(words, length));
                break;
            case double[] reals:
                reals.CopyTo(new Span<double>(words, length));
                break;
            case byte[] utf8:
                utf8.CopyTo(new Span<byte>(words, length));
                break;
            case torch.Tensor?[] tensors:
                for (int i = 0; i < length; i++) words[i] = tensors[i]?.Handle ?? 0;
                break;
        }
    }
}
