using System.Runtime.InteropServices;
using Microsoft.ML.Data;
using Microsoft.ML.Transforms.Image;

namespace Vhe.MLNet.Images;

/// <summary>Where the colors are in the four bytes of a pixel.</summary>
/// <param name="Red">The place of red, 0 to 3.</param>
/// <param name="Green">The place of green.</param>
/// <param name="Blue">The place of blue.</param>
/// <param name="Alpha">The place of alpha.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct PixelLayout(int Red, int Green, int Blue, int Alpha)
{
    /// <summary>How <see cref="ExtractedOrder"/> stores pixels.</summary>
    public static PixelLayout Extracted { get; } = new(1, 2, 3, 0);

    /// <summary>The order to extract pixels in.</summary>
    public const ImagePixelExtractingEstimator.ColorsOrder ExtractedOrder = ImagePixelExtractingEstimator.ColorsOrder.ARGB;

    /// <summary>How an image stores pixels.</summary>
    /// <param name="image">The image.</param>
    /// <returns>Its layout.</returns>
    public static PixelLayout Of(MLImage image)
        => image.PixelFormat == MLPixelFormat.Rgba32 ? new(0, 1, 2, 3) : new(2, 1, 0, 3);
}
