namespace Vhe.MLNet;

/// <summary>
/// How <c>LoadGlyphs</c> resizes. The way of resizing decides how gray the edges of strokes become, and with it every
/// likelihood of dynamically binarized images (<see cref="Vhe.Networks.Evaluation.BinarizationEntropy"/>): likelihoods may only
/// be compared under one of them. Sides that are enlarged are interpolated linearly by <see cref="Triangle"/> and
/// <see cref="Bilinear"/> alike. Saved models hold the number of the value: it never changes.
/// </summary>
public enum GlyphResize
{
    /// <summary>The exact area average: each pixel is the mean of what it covers, so that the amount of ink is kept.</summary>
    Box = 0,

    /// <summary>
    /// Linear interpolation with antialiasing: a triangle filter twice as wide as a pixel of the result, as in Pillow's
    /// <c>resize</c> with <c>BILINEAR</c>. Smoother than <see cref="Box"/>: more gray, more entropy.
    /// </summary>
    Triangle = 1,

    /// <summary>
    /// Linear interpolation between the pixels around the center of each pixel of the result, without antialiasing, as in
    /// PyTorch's <c>interpolate</c> (<c>mode='bilinear'</c>, <c>align_corners=False</c>). Strokes thinner than a pixel of the
    /// result may break.
    /// </summary>
    Bilinear = 2,

    /// <summary>
    /// <see cref="Box"/>, then ink where at least half of the pixel is ink: binary images, whose binarization has no entropy.
    /// Strokes thinner than half a pixel of the result vanish.
    /// </summary>
    Threshold = 3,
}
