namespace Vhe.Networks.Inference;

/// <summary>The binary image that a gray one is scored as.</summary>
internal static class Binarization
{
    /// <summary>
    /// Makes as many pixels ink as the image has ink in all, the darkest ones. The decoder has seen binary images only, and scores
    /// gray ones worse; a fixed threshold would blank faint images.
    /// </summary>
    /// <param name="image">Values in [0, 1].</param>
    /// <returns>A new image, 0 or 1; pixels as dark as the last one that becomes ink become ink as well.</returns>
    public static float[] Of(float[] image)
    {
        var ink = (int)Math.Round(image.Sum(value => (double)value));
        if (ink == 0)
        {
            return new float[image.Length];
        }

        var sorted = (float[])image.Clone();
        Array.Sort(sorted);
        var threshold = sorted[^ink];
        return Array.ConvertAll(image, value => value >= threshold ? 1f : 0f);
    }
}
