using System.Runtime.CompilerServices;
using TorchSharp;

namespace Vhe.Networks.Native;

/// <summary>Arithmetic of tensors with numbers that are held while libtorch reads them.</summary>
/// <remarks>
/// TorchSharp's own operators make a <see cref="Scalar"/> of a number, pass its handle and keep nothing that holds it: when a
/// collection comes before the native call is over, that call reads freed memory. Even a sum of two tensors makes one, for the
/// factor 1 of the second. BannedSymbols.txt refuses all of them.
/// </remarks>
internal static class TensorArithmetic
{
    private static readonly Scalar One = 1L.ToScalar();
    private static readonly Scalar Alpha = 1.0.ToScalar();
    private static readonly Scalar Two = 2L.ToScalar();

    /// <summary>The sum of two tensors.</summary>
    public static Tensor Plus(this Tensor left, Tensor right) => left.add(right, One);

    /// <summary>The sum of a tensor and a number.</summary>
    /// <remarks>Preferred, because TorchSharp would turn a number into a tensor as well.</remarks>
    [OverloadResolutionPriority(1)]
    public static Tensor Plus(this Tensor left, Number right)
    {
        using var held = right.Hold();
        return left.add(held, One);
    }

    /// <summary>A tensor less a number.</summary>
    public static Tensor Minus(this Tensor left, Number right)
    {
        using var held = right.Hold();
        return left.sub(held);
    }

    /// <summary>A number less a tensor.</summary>
    public static Tensor SubtractedFrom(this Tensor right, Number left) => right.negative().Plus(left);

    /// <summary>The product of a tensor and a number.</summary>
    public static Tensor Times(this Tensor left, Number right)
    {
        using var held = right.Hold();
        return left.mul(held);
    }

    /// <summary>A tensor over a number.</summary>
    public static Tensor DividedBy(this Tensor left, Number right)
    {
        using var held = right.Hold();
        return left.div(held);
    }

    /// <summary>The floor of a tensor over a number.</summary>
    public static Tensor FlooredQuotient(this Tensor left, Number right)
    {
        using var held = right.Hold();
        return left.div(held, RoundingMode.floor);
    }

    /// <summary>Each element times itself.</summary>
    public static Tensor Squared(this Tensor values) => values.pow(Two);

    /// <summary>Adds a tensor to the elements of another one.</summary>
    public static Tensor PlusInPlace(this Tensor left, Tensor right) => left.add_(right, One);

    /// <summary>Multiplies the elements of a tensor by a number.</summary>
    public static Tensor TimesInPlace(this Tensor left, Number right)
    {
        using var held = right.Hold();
        return left.mul_(held);
    }

    /// <summary>A copy with the rows of a source added to the rows that an index names.</summary>
    public static Tensor PlusRows(this Tensor left, Tensor index, Tensor rows) => left.index_add(0, index, rows, One);


    /// <summary>x where it is positive, and exp(x) - 1 elsewhere.</summary>
    public static Tensor Elu(this Tensor values) => values.elu(Alpha, Alpha, Alpha);

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
    public static Tensor FillInPlace(this Tensor values, Number number)
    {
        using var held = number.Hold();
        return values.fill_(held);
    }
}
