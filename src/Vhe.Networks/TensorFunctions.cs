using TorchSharp;
using static TorchSharp.torch;

namespace Vhe.Networks;

/// <summary>Functions of tensors whose numbers are held while libtorch reads them, as those of
/// <see cref="TensorArithmetic"/> are.</summary>
internal static class TensorFunctions
{
    private static readonly Scalar s_one = 1.0.ToScalar();

    /// <summary>x where it is positive, and exp(x) - 1 elsewhere.</summary>
    public static Tensor Elu(this Tensor values) => values.elu(s_one, s_one, s_one);

    /// <summary>log(1 + exp(x)). TorchSharp's own function makes its two numbers itself and cannot be given held ones; this has
    /// none.</summary>
    public static Tensor Softplus(this Tensor values) => -(-values).log_sigmoid();

    /// <summary>Each element, brought into a range.</summary>
    public static Tensor ClampedTo(this Tensor values, Number least, Number most)
    {
        using var minimum = least.Hold();
        using var maximum = most.Hold();
        return values.clamp(minimum, maximum);
    }

    /// <summary>Each element, or a number where that is greater.</summary>
    public static Tensor AtLeast(this Tensor values, Number least)
    {
        using var held = least.Hold();
        return values.clamp_min(held);
    }

    /// <summary>Each element, or a number where that is less.</summary>
    public static Tensor AtMost(this Tensor values, Number most)
    {
        using var held = most.Hold();
        return values.clamp_max(held);
    }

    /// <summary>Where the elements are greater than a number.</summary>
    public static Tensor IsAbove(this Tensor values, Number limit)
    {
        using var held = limit.Hold();
        return values.gt(held);
    }

    /// <summary>Where the elements are less than a number.</summary>
    public static Tensor IsBelow(this Tensor values, Number limit)
    {
        using var held = limit.Hold();
        return values.lt(held);
    }

    /// <summary>A copy with a number where the mask is set.</summary>
    public static Tensor FilledWhere(this Tensor values, Tensor mask, Number number)
    {
        using var held = number.Hold();
        return values.masked_fill(mask, held);
    }

    /// <summary>Sets all elements to a number.</summary>
    /// <returns>The tensor itself.</returns>
    public static Tensor FillInPlace(this Tensor values, Number number)
    {
        using var held = number.Hold();
        return values.fill_(held);
    }
}
