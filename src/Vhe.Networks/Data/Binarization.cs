namespace Vhe.Networks.Data;

/// <summary>Binary images of gray ones, values in [0, 1].</summary>
internal static class Binarization
{
    /// <summary>
    /// Makes as many pixels ink as the image has ink in all, the darkest ones. The decoder has seen binary images only, and scores
    /// gray ones worse; a fixed threshold would blank faint images.
    /// </summary>
    public static float[] Of(float[] image)
    {
        var ink = (int)Math.Round(image.Sum(value => (double)value));
        if (ink == 0)
            return new float[image.Length];

        var sorted = (float[])image.Clone();
        Array.Sort(sorted);
        var threshold = sorted[^ink];
        return Array.ConvertAll(image, value => value >= threshold ? 1f : 0f);
    }

    /// <summary>Draws a binary image (section 4.2): a pixel of gray value v is ink with probability v. Training draws it anew at every
    /// step.</summary>
    public static float[] Draw(float[] image, Random random)
        => Array.ConvertAll(image, value => random.NextSingle() < value ? 1f : 0f);

    /// <summary>Draws a binary image of each.</summary>
    public static IReadOnlyList<float[]> Draw(IEnumerable<float[]> images, Random random)
        => [.. images.Select(image => Draw(image, random))];
}
