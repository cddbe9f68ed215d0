namespace Vhe.MLNet.Likelihood;

/// <summary>
/// log p(x), or log p(x | D) with the examples D of x's class, as estimated by importance samples (section 6.4.1). The image is
/// scored as a binary one, with as much ink as it has; latents are inferred of examples as they are. Safe for concurrent use.
/// </summary>
internal sealed class ImageScorer(VheModel model, LikelihoodOptions options, string? labelColumnName, GroupedImages? examples)
{
    private readonly LikelihoodEstimator _estimator = new(model, options);

    private readonly Dictionary<string, IReadOnlyList<float[]>> _byClass =
        examples?.Classes.ToDictionary(item => item.Name, item => item.Images, StringComparer.Ordinal) ?? [];

    /// <summary>log p(x) of an image of a class of which nothing is known.</summary>
    /// <exception cref="VheException">The model gives no finite likelihood.</exception>
    public float LogLikelihood(float[] image) => Single(_estimator.LogJoint([Binarization.Of(image)], [image]));

    /// <summary>log p(x | D) of an image of a class. An example that is the image itself is left out of D, if it has others.
    /// </summary>
    /// <exception cref="InvalidDataException">The class has no examples.</exception>
    /// <exception cref="VheException">The model gives no finite likelihood.</exception>
    public float LogLikelihood(float[] image, string label)
    {
        var others = Others(image, label);
        return Single(_estimator.LogConditional(Binarization.Of(image), others.Count > 0 ? others : _byClass[label]));
    }

    /// <summary>The values of the images that it is fitted on, ascending. A class's only image says nothing of how likely others
    /// of it are, and is passed over.</summary>
    /// <exception cref="InvalidDataException">No class has two images.</exception>
    public float[] Reference(IReadOnlyList<float[]> images)
    {
        var values = examples is null ? images.Select(LogLikelihood) : examples.Classes.SelectMany(
            item => item.Images.Where(image => Others(image, item.Name).Count > 0),
            (item, image) => LogLikelihood(image, item.Name));
        float[] sorted = [.. values.Order()];
        return sorted.Length > 0
            ? sorted
            : throw new InvalidDataException(
                $"No class in column '{labelColumnName}' has two different images. The typicality of an image given others of "
                + "its class is a rank among such images.");
    }

    /// <summary>A likelihood as a column holds it: what float64 still holds may be infinite in float32.</summary>
    /// <exception cref="VheException">It is infinite.</exception>
    internal static float Single(double nats)
        => float.IsFinite((float)nats) ? (float)nats : throw VheException.NotFinite();

    private List<float[]> Others(float[] image, string label)
        => _byClass.TryGetValue(label, out var all)
            ? [.. all.Where(example => !example.AsSpan().SequenceEqual(image))]
            : throw ClassReader.UnknownClass(labelColumnName!, label, _byClass.Keys);
}
