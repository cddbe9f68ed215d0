namespace Vhe.MLNet.Images.Resizing;

/// <summary>
/// Linear interpolation between the centers of the two source pixels around the center of the target pixel, without
/// antialiasing. Beyond the center of the last pixel the axis goes on with its value.
/// </summary>
internal sealed class BilinearResize : IResizeMethod
{
    /// <inheritdoc/>
    public Taps TapsOf(ResizeAxis axis, int target)
    {
        var position = Math.Clamp(axis.Center(target) - 0.5, axis.First, axis.End - 1);
        var first = (int)Math.Floor(position);
        return new(first, [1 - (position - first), position - first]);
    }
}
