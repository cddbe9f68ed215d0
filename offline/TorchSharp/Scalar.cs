namespace TorchSharp;

/// <summary>A number as an operator's argument: an integer, a real or a truth value.</summary>
public sealed class Scalar : IDisposable
{
    private Scalar(Tag tag, long bits, torch.ScalarType type)
    {
        Tag = tag;
        Bits = bits;
        Type = type;
    }

    public torch.ScalarType Type { get; }

    internal Tag Tag { get; }

    internal long Bits { get; }

    internal double AsDouble => Tag == Tag.Double ? BitConverter.Int64BitsToDouble(Bits) : Bits;

    internal long AsInt64 => Tag == Tag.Double ? (long)BitConverter.Int64BitsToDouble(Bits) : Bits;

    public static implicit operator Scalar(byte value) => new(Tag.Int, value, torch.ScalarType.Int64);

    public static implicit operator Scalar(sbyte value) => new(Tag.Int, value, torch.ScalarType.Int64);

    public static implicit operator Scalar(short value) => new(Tag.Int, value, torch.ScalarType.Int64);

    public static implicit operator Scalar(int value) => new(Tag.Int, value, torch.ScalarType.Int64);

    public static implicit operator Scalar(long value) => new(Tag.Int, value, torch.ScalarType.Int64);

    public static implicit operator Scalar(float value) => (double)value;

    public static implicit operator Scalar(double value) =>
        new(Tag.Double, BitConverter.DoubleToInt64Bits(value), torch.ScalarType.Float64);

    public static implicit operator Scalar(bool value) => new(Tag.Bool, value ? 1 : 0, torch.ScalarType.Bool);

    internal static Scalar From(Value value) => value.Tag switch
    {
        Tag.Double => value.Real,
        Tag.Bool => value.Integer != 0,
        _ => value.Integer,
    };

    /// <summary>Nothing native stands behind it: there is nothing to free.</summary>
    public void Dispose()
    {
    }
}
