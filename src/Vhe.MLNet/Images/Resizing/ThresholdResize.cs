namespace Vhe.MLNet.Images.Resizing;

/// <summary>Exact area averaging, then ink where at least half of the target pixel is ink.</summary>
internal sealed class ThresholdResize : IResizeMethod
{
    /// <inheritdoc/>
    public Taps TapsOf(ResizeAxis axis, int target) => BoxResize.Cover(axis, target);

    /// <inheritdoc/>
    public float Finish(double sum) => sum >= 0.5 ? 1 : 0;
}
