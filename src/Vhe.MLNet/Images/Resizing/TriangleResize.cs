namespace Vhe.MLNet.Images.Resizing;

/// <summary>
/// A triangle filter around the center of the target pixel, which reaches as far as a target pixel is long, or a source pixel
/// where that is longer. At the ends of the axis the weights of the pixels that there are share what is missing.
/// </summary>
internal sealed class TriangleResize : IResizeMethod
{
    /// <inheritdoc/>
    public Taps TapsOf(ResizeAxis axis, int target)
    {
        var (center, reach) = (axis.Center(target), Math.Max(axis.Step, 1));
        return Taps.Normalized(
            axis,
            Math.Max((int)Math.Floor(center - reach), axis.First),
            Math.Min((int)Math.Ceiling(center + reach), axis.End),
            pixel => Math.Max(0, 1 - (Math.Abs(pixel + 0.5 - center) / reach)));
    }
}
