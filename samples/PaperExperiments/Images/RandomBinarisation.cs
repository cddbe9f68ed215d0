namespace PaperExperiments.Images;

/// <summary>Binary images drawn from grey ones: a pixel is ink with the probability that its value is.</summary>
internal static class RandomBinarisation
{
    /// <summary>Draws each image once.</summary>
    public static float[][] Draw(IReadOnlyList<float[]> images, Random random) =>
        [.. images.Select(image => Array.ConvertAll(image, value => random.NextDouble() < value ? 1f : 0f))];
}
