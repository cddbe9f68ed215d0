using Vhe.Networks.Data;
using Vhe.Networks.Evaluation;
using Vhe.Networks.Inference;

namespace PaperExperiments.Protocols;

/// <summary>
/// The protocol of Tables 3 and 4 (section 6.4.1): the images of a class are binarized at random once, and their joint likelihood is
/// estimated by importance weighting. Thread-safe.
/// </summary>
internal static class JointNllProtocol
{
    /// <summary>Measures a model.</summary>
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
            var x = Binarization.Draw(item.Images, random);
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
