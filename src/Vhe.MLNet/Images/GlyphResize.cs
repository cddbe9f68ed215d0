namespace Vhe.MLNet;

/// <summary>
/// How <c>LoadGlyphs</c> resizes images. The method decides how gray the edges of strokes become, and with it the log-likelihoods
/// of dynamically binarized images (<see cref="Vhe.Networks.Evaluation.BinarizationEntropy"/>): compare likelihoods only between
/// images resized alike. Saved models hold the number of the value, which never changes.
/// </summary>
public enum GlyphResize
{
    /// <summary>
    /// Area average: each pixel of the result is the mean of the area that it covers, so the amount of ink is kept. The default,
    /// and what the pretrained model was trained on.
    /// </summary>
    Box = 0,

    /// <summary>
    /// Linear interpolation with antialiasing: a triangle filter two pixels of the result wide, as Pillow's <c>resize</c> with
    /// <c>BILINEAR</c>. Smoother than <see cref="Box"/>: more gray, more entropy. Enlarges like <see cref="Bilinear"/>.
    /// </summary>
    Triangle = 1,

    /// <summary>
    /// Linear interpolation between the four nearest pixels, without antialiasing, as PyTorch's <c>interpolate</c> with
    /// <c>mode='bilinear'</c> and <c>align_corners=False</c>. Strokes thinner than a pixel of the result may break.
    /// </summary>
    Bilinear = 2,

    /// <summary>
    /// <see cref="Box"/>, then 1 where at least half of the pixel is ink and 0 elsewhere: binary images, whose binarization has
    /// no entropy. Strokes thinner than half a pixel of the result vanish.
    /// </summary>
    Threshold = 3,
}
