using TorchSharp;

namespace Vhe.Networks.Native;

/// <summary>A number that meets a tensor, whole or not: of an integer tensor, an operation with a whole number gives integers.
/// </summary>
internal readonly struct Number
{
    private readonly double _real;
    private readonly long _whole;
    private readonly bool _isWhole;

    private Number(double real) => _real = real;

    private Number(long whole) => (_whole, _isWhole) = (whole, true);

    /// <summary>A number with a fraction.</summary>
    public static implicit operator Number(double value) => new(value);

    /// <summary>A whole number.</summary>
    public static implicit operator Number(long value) => new(value);

    /// <summary>Gives the number to libtorch.</summary>
    public Scalar Hold() => _isWhole ? _whole.ToScalar() : _real.ToScalar();
}
