namespace Vhe.MLNet.Images.Resizing;

/// <summary>A separable way of resizing: weights along each axis. Stateless and thread-safe.</summary>
internal interface IResizeMethod
{
    /// <summary>What one target pixel is made of, along one axis.</summary>
    /// <param name="axis">The axis.</param>
    /// <param name="target">The index of the target pixel.</param>
    /// <returns>Source pixels and weights.</returns>
    Taps TapsOf(ResizeAxis axis, int target);

    /// <summary>The value of a target pixel.</summary>
    /// <param name="sum">The weighted sum over both axes.</param>
    /// <returns>Ink in [0, 1].</returns>
    float Finish(double sum) => (float)Math.Clamp(sum, 0, 1);
}
