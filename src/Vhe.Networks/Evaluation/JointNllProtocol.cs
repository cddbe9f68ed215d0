using Vhe.Networks.Data;
using Vhe.Networks.Inference;

namespace Vhe.Networks.Evaluation;

/// <summary>
/// The protocol of Tables 3 and 4 (section 6.4.1): the images of a class are binarized at random once, and their joint likelihood is
/// estimated by importance weighting. Thread-safe.
/// </summary>
public static class JointNllProtocol
{
    /// <summary>Measures a model.</summary>
    /// <param name="estimator">Estimates its likelihoods.</param>
    /// <param name="images">Gray images of classes: unseen ones, for a fair measure.</param>
    /// <param name="options">Of which classes, and from what.</param>
    /// <param name="progress">Told after each class how many are done.</param>
    /// <param name="cancellationToken">Checked before each class.</param>
    /// <returns>The likelihood over classes, and its floor.</returns>
    /// <exception cref="ArgumentException">An option is out of its range, or the images are not of the model's shape.</exception>
    /// <exception cref="VheException">The model gives no finite likelihood.</exception>
    /// <exception cref="OperationCanceledException">The token was canceled.</exception>
    public static JointNll Run(
        LikelihoodEstimator estimator,
        GroupedImages images,
        JointNllOptions options,
        IProgress<int>? progress = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(estimator);
        ArgumentNullException.ThrowIfNull(images);
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        var random = new Random(unchecked((int)options.Seed));
        var (nll, floor) = (new List<double>(), new List<double>());
        foreach (var item in Spread(images.Classes, options.Classes))
        {
            cancellationToken.ThrowIfCancellationRequested();
            var x = DynamicBinarization.Draw(item.Images, random);
            var d = options.GraySupport is { } count ? item.Images.Take(count).ToList() : x;
            nll.Add(-estimator.LogJoint(x, d) / x.Count);
            floor.Add(BinarizationEntropy.Mean(item.Images));
            progress?.Report(nll.Count);
        }

        return new JointNll(MeanEstimate.Of(nll), MeanEstimate.Of(floor), nll.Count);
    }

    /// <summary>As many classes, from the first on at even distances.</summary>
    private static IEnumerable<ImageClass> Spread(IReadOnlyList<ImageClass> classes, int wanted)
    {
        var count = Math.Min(wanted, classes.Count);
        return Enumerable.Range(0, count).Select(i => classes[(int)((long)i * classes.Count / count)]);
    }
}
