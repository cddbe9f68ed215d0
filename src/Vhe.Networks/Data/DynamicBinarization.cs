namespace Vhe.Networks.Data;

/// <summary>
/// Dynamic binarization (section 4.2 of the paper): a pixel of gray value v is ink with probability v. What training draws anew at every
/// step, and likelihoods are estimated of. Thread-safe with a <see cref="Random"/> for each thread.
/// </summary>
public static class DynamicBinarization
{
    /// <summary>Draws a binary image.</summary>
    /// <param name="image">Gray values, in [0, 1].</param>
    /// <param name="random">Where the randomness comes from, a number for each pixel.</param>
    /// <returns>A new image of 0 and 1.</returns>
    public static float[] Draw(float[] image, Random random)
    {
        ArgumentNullException.ThrowIfNull(image);
        ArgumentNullException.ThrowIfNull(random);
        return Array.ConvertAll(image, value => random.NextSingle() < value ? 1f : 0f);
    }

    /// <summary>Draws a binary image of each.</summary>
    /// <param name="images">Gray images, values in [0, 1].</param>
    /// <param name="random">Where the randomness comes from.</param>
    /// <returns>As many new images, in the same order.</returns>
    public static IReadOnlyList<float[]> Draw(IEnumerable<float[]> images, Random random)
    {
        ArgumentNullException.ThrowIfNull(images);
        return [.. images.Select(image => Draw(image, random))];
    }
}
