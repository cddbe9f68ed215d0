namespace Vhe.MLNet.Images;

/// <summary>
/// Makes paper white and the inside of strokes full ink. Averaging leaves thin strokes gray, which a model of binary images takes
/// for chance; and paper that is not quite white is ink to it all over. Stateless and thread-safe.
/// </summary>
internal static class InkContrast
{
    /// <summary>
    /// Scales ink values in [0, 1] in place so that the paper is 0 and the mean of the ink <paramref name="contrast"/> times full
    /// ink, and clips to [0, 1]. An image of a single value stays as it is.
    /// </summary>
    public static void Apply(Span<float> image, double contrast)
    {
        var (paper, darkest) = Levels(image);
        if (darkest <= paper)
            return;

        var (sum, count) = (0.0, 0);
        foreach (var value in image)
        {
            if (value >= (paper + darkest) / 2)
                (sum, count) = (sum + value, count + 1);
        }

        var factor = contrast / ((sum / count) - paper);
        foreach (ref var value in image)
            value = (float)Math.Clamp(factor * (value - paper), 0, 1);
    }

    // The darkest paper, and the darkest of all. Most of an image is paper, whose noise goes as far above the median as the
    // lightest pixel lies below; where most of it is ink, only the lightest is paper.
    private static (double Paper, double Darkest) Levels(ReadOnlySpan<float> image)
    {
        var sorted = image.ToArray();
        Array.Sort(sorted);
        double lightest = sorted[0], median = sorted[sorted.Length / 2], darkest = sorted[^1];
        var paper = (2 * median) - lightest;
        return (paper < (lightest + darkest) / 2 ? paper : lightest, darkest);
    }
}
