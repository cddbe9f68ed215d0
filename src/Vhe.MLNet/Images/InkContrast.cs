namespace Vhe.MLNet.Images;

/// <summary>
/// Makes paper white and the inside of strokes full ink. Averaging leaves strokes that are about as thin as a pixel gray, and a
/// model of binary images then takes their inside for chance; and paper that is not quite white is ink to it all over. Faint
/// pencil on gray paper comes out as a pen on white does. Stateless and thread-safe.
/// </summary>
internal static class InkContrast
{
    /// <summary>Scales the values of an image so that its paper is 0 and the mean of its ink <paramref name="contrast"/>, and
    /// cuts at 0 and 1.</summary>
    /// <param name="image">Ink values in [0, 1], which are overwritten. One of a single value stays as it is.</param>
    /// <param name="contrast">How many times full ink; positive.</param>
    public static void Apply(Span<float> image, double contrast)
    {
        var (paper, darkest) = Levels(image);
        if (darkest <= paper)
        {
            return;
        }

        var (sum, count) = (0.0, 0);
        foreach (var value in image)
        {
            if (value >= (paper + darkest) / 2)
            {
                (sum, count) = (sum + value, count + 1);
            }
        }

        var factor = contrast / ((sum / count) - paper);
        foreach (ref var value in image)
        {
            value = (float)Math.Clamp(factor * (value - paper), 0, 1);
        }
    }

    /// <summary>The darkest that is still paper, and the darkest of all. Most of an image is paper, and its noise goes as far
    /// above the median as the lightest pixel lies below; where most of it is ink, only the lightest is paper.</summary>
    private static (double Paper, double Darkest) Levels(ReadOnlySpan<float> image)
    {
        var sorted = image.ToArray();
        Array.Sort(sorted);
        double lightest = sorted[0], median = sorted[sorted.Length / 2], darkest = sorted[^1];
        var paper = (2 * median) - lightest;
        return (paper < (lightest + darkest) / 2 ? paper : lightest, darkest);
    }
}
