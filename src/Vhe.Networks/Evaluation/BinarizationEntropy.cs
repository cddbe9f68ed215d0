namespace Vhe.Networks.Evaluation;

/// <summary>
/// The entropy of dynamic binarization: H(p) summed over the pixels, each ink with the probability p of its gray value (section
/// 4.2). It is the floor of the negative log-likelihood: no model of the gray images can have a lower one on average, however
/// good it is. The way of resizing decides it, so every likelihood of images binarized at random is to be reported beside it.
/// Thread-safe.
/// </summary>
public static class BinarizationEntropy
{
    /// <summary>The entropy of one image's binarization.</summary>
    /// <param name="image">Gray values, in [0, 1].</param>
    /// <returns>Nats: 0 for a binary image, up to log 2 a pixel.</returns>
    /// <exception cref="ArgumentException">A value is not in [0, 1]; the message says where.</exception>
    public static double Of(float[] image)
    {
        ArgumentNullException.ThrowIfNull(image);
        var sum = 0.0;
        for (var pixel = 0; pixel < image.Length; pixel++)
        {
            double p = image[pixel];

            // Written so that NaN is found as well.
            if (!(p >= 0 && p <= 1))
            {
                throw new ArgumentException(
                    $"The image has the value {image[pixel]} at position {pixel}; values must be in [0, 1].", nameof(image));
            }

            sum -= Term(p) + Term(1 - p);
        }

        return sum;
    }

    /// <summary>The mean over images.</summary>
    /// <param name="images">Gray images, one at least.</param>
    /// <returns>Nats an image.</returns>
    /// <exception cref="ArgumentException">There is no image, or one has a value that is not in [0, 1].</exception>
    public static double Mean(IEnumerable<float[]> images)
    {
        ArgumentNullException.ThrowIfNull(images);
        var (sum, count) = (0.0, 0);
        foreach (var image in images)
            (sum, count) = (sum + Of(image), count + 1);

        return count > 0 ? sum / count : throw new ArgumentException("There are no images.", nameof(images));
    }

    private static double Term(double p) => p > 0 ? p * Math.Log(p) : 0;
}
