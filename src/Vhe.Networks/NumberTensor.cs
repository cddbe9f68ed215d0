using TorchSharp;
using static TorchSharp.torch;

namespace Vhe.Networks;

/// <summary>Tensors made of numbers that are held while libtorch reads them, as those of <see cref="TensorArithmetic"/>
/// are.</summary>
internal static class NumberTensor
{
    private static readonly Scalar s_zero = 0L.ToScalar();
    private static readonly Scalar s_one = 1L.ToScalar();

    /// <summary>0, 1, 2, and so on.</summary>
    /// <param name="stop">The first number that is not in it any more.</param>
    /// <param name="dtype">The type of the numbers; when null, the one that they give.</param>
    /// <param name="device">Where they are; the CPU when null.</param>
    public static Tensor Range(Number stop, ScalarType? dtype = null, Device? device = null)
    {
        using var end = stop.Hold();
        return arange(s_zero, end, s_one, dtype, device);
    }

    /// <summary>Consecutive numbers.</summary>
    /// <param name="start">The first one.</param>
    /// <param name="stop">The first one that is not in it any more.</param>
    /// <param name="dtype">Their type; when null, the one that they give.</param>
    /// <param name="device">Where they are; the CPU when null.</param>
    public static Tensor Range(Number start, Number stop, ScalarType? dtype = null, Device? device = null)
    {
        using var first = start.Hold();
        using var end = stop.Hold();
        return arange(first, end, s_one, dtype, device);
    }

    /// <summary>One number everywhere.</summary>
    /// <param name="shape">How many, axis by axis.</param>
    /// <param name="number">The number.</param>
    /// <param name="dtype">Its type; when null, the one that it gives.</param>
    /// <param name="device">Where they are; the CPU when null.</param>
    public static Tensor Full(long[] shape, Number number, ScalarType? dtype = null, Device? device = null)
    {
        using var held = number.Hold();
        return full(shape, held, dtype, device);
    }

    /// <summary>One number everywhere, in the shape and type of another tensor.</summary>
    public static Tensor FullLike(Tensor like, Number number)
    {
        using var held = number.Hold();
        return full_like(like, held);
    }
}
