using TorchSharp;

namespace Vhe.Networks.Native;

/// <summary>Tensors made of numbers that are held while libtorch reads them, as those of <see cref="TensorArithmetic"/>
/// are.</summary>
internal static class NumberTensor
{
    private static readonly Scalar Zero = 0L.ToScalar();
    private static readonly Scalar One = 1L.ToScalar();

    /// <summary>0, 1, 2, and so on.</summary>
    public static Tensor Range(Number stop, ScalarType? dtype = null, Device? device = null)
    {
        using var end = stop.Hold();
        return arange(Zero, end, One, dtype, device);
    }

    /// <summary>Consecutive numbers.</summary>
    public static Tensor Range(Number start, Number stop, ScalarType? dtype = null, Device? device = null)
    {
        using var first = start.Hold();
        using var end = stop.Hold();
        return arange(first, end, One, dtype, device);
    }

    /// <summary>One number everywhere.</summary>
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
