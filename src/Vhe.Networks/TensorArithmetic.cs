using System.Runtime.CompilerServices;
using TorchSharp;
using static TorchSharp.torch;

namespace Vhe.Networks;

/// <summary>Arithmetic of tensors with numbers that are held while libtorch reads them.</summary>
/// <remarks>
/// TorchSharp's own operators make a <see cref="Scalar"/> of a number, pass its handle and keep nothing that holds it: when a
/// collection comes before the native call is over, that call reads freed memory. Even a sum of two tensors makes one, for the
/// factor 1 of the second. BannedSymbols.txt refuses all of them.
/// </remarks>
internal static class TensorArithmetic
{
    private static readonly Scalar s_one = 1L.ToScalar();
    private static readonly Scalar s_two = 2L.ToScalar();

    /// <summary>The sum of two tensors.</summary>
    public static Tensor Plus(this Tensor left, Tensor right) => left.add(right, s_one);

    /// <summary>The sum of a tensor and a number.</summary>
    /// <remarks>Preferred, because TorchSharp would turn a number into a tensor as well.</remarks>
    [OverloadResolutionPriority(1)]
    public static Tensor Plus(this Tensor left, Number right)
    {
        using var held = right.Hold();
        return left.add(held, s_one);
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
    public static Tensor Squared(this Tensor values) => values.pow(s_two);

    /// <summary>Adds a tensor to the elements of another one.</summary>
    /// <returns>The tensor itself.</returns>
    public static Tensor PlusInPlace(this Tensor left, Tensor right) => left.add_(right, s_one);

    /// <summary>Multiplies the elements of a tensor by a number.</summary>
    /// <returns>The tensor itself.</returns>
    public static Tensor TimesInPlace(this Tensor left, Number right)
    {
        using var held = right.Hold();
        return left.mul_(held);
    }

    /// <summary>A copy with the rows of a source added to the rows that an index names.</summary>
    public static Tensor PlusRows(this Tensor left, Tensor index, Tensor rows) => left.index_add(0, index, rows, s_one);
}
