namespace Vhe.MLNet.Images.Resizing;

/// <summary>Exact area averaging: each target pixel is the mean of what it covers, fractions of pixels included.</summary>
internal sealed class BoxResize : IResizeMethod
{
    /// <inheritdoc/>
    public Taps TapsOf(ResizeAxis axis, int target) => Cover(axis, target);

    /// <summary>The share of a target pixel that each source pixel covers.</summary>
    /// <param name="axis">The axis.</param>
    /// <param name="target">The index of the target pixel.</param>
    /// <returns>Source pixels and shares.</returns>
    public static Taps Cover(ResizeAxis axis, int target)
    {
        var (left, right) = (axis.Start + (target * axis.Step), axis.Start + ((target + 1) * axis.Step));
        return Taps.Normalized(
            axis,
            (int)Math.Floor(left),
            (int)Math.Ceiling(right),
            pixel => Math.Min(pixel + 1, right) - Math.Max(pixel, left));
    }
}
