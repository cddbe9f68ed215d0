namespace Vhe.MLNet.Images;

/// <summary>
/// Darkens ink until the inside of strokes is full ink. Averaging leaves strokes that are about as thin as a pixel grey, and a model
/// of binary images then takes their inside for chance. Faint pencil becomes as dark as a pen. Stateless and thread-safe.
/// </summary>
internal static class InkContrast
{
    // Below this share of full ink an image is blank: what is on it is noise, and stays as it is.
    private const float Blank = 0.05f;

    /// <summary>Multiplies the values of an image so that its ink is <paramref name="contrast"/> on average, and cuts at 1.</summary>
    /// <param name="image">Ink values in [0, 1], which are overwritten. Ink is what is at least half as dark as the darkest pixel.
    /// </param>
    /// <param name="contrast">0 leaves the image as it is.</param>
    public static void Apply(Span<float> image, double contrast)
    {
        var darkest = 0f;
        foreach (var value in image)
        {
            darkest = Math.Max(darkest, value);
        }

        if (contrast == 0 || darkest < Blank)
        {
            return;
        }

        var (sum, count) = (0.0, 0);
        foreach (var value in image)
        {
            (sum, count) = value >= darkest / 2 ? (sum + value, count + 1) : (sum, count);
        }

        var factor = contrast * count / sum;
        foreach (ref var value in image)
        {
            value = (float)Math.Min(1, factor * value);
        }
    }
}
