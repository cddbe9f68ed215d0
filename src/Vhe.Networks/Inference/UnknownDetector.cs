using Vhe.Networks.Data;
using Vhe.Networks.Distributions;

namespace Vhe.Networks.Inference;

/// <summary>
/// Tells whether an image is of one of a classifier's classes at all. The image is compared with the class that it was taken for:
/// how well the two explain each other, against how well each explains itself. How much is enough is calibrated on the examples,
/// each compared with its class without it, so that about <see cref="ClassificationOptions.FalseRejectionRate"/> of the images of
/// the classes are called unknown.
/// </summary>
/// <remarks>
/// Safe for concurrent use. Costs four decodes an image, whatever the rule and the number of classes. The first use calibrates on
/// some 100 examples, at most five of a class, which takes three decodes each and two to five more for each class. Where every class
/// has one example, forty images that the model draws of the classes stand for others: the share is then as right as the model's
/// idea of how images of a class vary.
/// </remarks>
public sealed class UnknownDetector
{
    private const int LeftOutImages = 100;
    private const int MostOfAClass = 5;
    private const int DrawnImages = 40;

    private readonly ClassLatents _latents;
    private readonly DiagonalGaussian _classes;
    private readonly GroupedImages _support;
    private readonly ClassificationOptions _options;
    private readonly Dictionary<string, ClassCalibration> _before;
    private readonly Lock _gate = new();
    private volatile Calibrated? _calibrated;

    internal UnknownDetector(
        ClassLatents latents,
        DiagonalGaussian classes,
        GroupedImages support,
        ClassificationOptions options,
        IReadOnlyDictionary<string, ClassCalibration> before)
    {
        (_latents, _classes, _support, _options) = (latents, classes, support, options);

        // What was known of a class that is gone must not be taken for that of a later one of its name.
        _before = support.Classes.Where(item => before.ContainsKey(item.Name))
            .ToDictionary(item => item.Name, item => before[item.Name], StringComparer.Ordinal);
    }

    /// <summary>The least fit of a known image.</summary>
    public double Threshold => Calibration.Threshold;

    /// <summary>What has been calibrated so far, by the names of the classes.</summary>
    internal IReadOnlyDictionary<string, ClassCalibration> SoFar => _calibrated?.Classes ?? _before;

    /// <summary>The calibration of every class.</summary>
    internal IReadOnlyDictionary<string, ClassCalibration> Classes => Calibration.Classes;

    private Calibrated Calibration
    {
        get
        {
            if (_calibrated is null)
            {
                lock (_gate)
                {
                    _calibrated ??= Calibrate();
                }
            }

            return _calibrated;
        }
    }

    /// <summary>How well images fit the classes that they were taken for: about 1 at best, nearer to 0 the worse.</summary>
    /// <param name="images">Images of the model's shape.</param>
    /// <param name="classes">For each the index of a class, as <see cref="FewShotClassifier.Classify"/> gives it.</param>
    /// <returns>One number for each image.</returns>
    /// <exception cref="ArgumentException">There are not as many classes as images; an image is not of the model's shape or not
    /// in [0, 1].</exception>
    /// <exception cref="ArgumentOutOfRangeException">There is no class of such an index.</exception>
    public double[] Fits(IReadOnlyList<float[]> images, IReadOnlyList<int> classes)
    {
        ArgumentNullException.ThrowIfNull(images);
        ArgumentNullException.ThrowIfNull(classes);
        if (images.Count != classes.Count)
            throw new ArgumentException($"There are {classes.Count} classes of {images.Count} images.", nameof(classes));

        foreach (var k in classes)
        {
            if (k < 0 || k >= _support.Classes.Count)
            {
                throw new ArgumentOutOfRangeException(
                    nameof(classes), k, $"There are {_support.Classes.Count} classes, and none of index {k}.");
            }
        }

        if (images.Count == 0)
            return [];

        var queries = GroupedImages.Check(_latents.Model.ImageShape, "query", images);
        var calibration = Calibration;
        using var untracked = no_grad();
        return NativeCall.Guard<double[]>(
            "Comparing images with classes", () => [.. queries.Select((image, i) => Fit(image, classes[i], calibration))]);
    }

    /// <summary>Whether images are of the classes that they were taken for, and not of none at all.</summary>
    /// <param name="images">Images of the model's shape.</param>
    /// <param name="classes">For each the index of a class, as <see cref="FewShotClassifier.Classify"/> gives it.</param>
    /// <returns>One answer for each image.</returns>
    /// <exception cref="ArgumentException">As of <see cref="Fits"/>.</exception>
    public bool[] AreKnown(IReadOnlyList<float[]> images, IReadOnlyList<int> classes)
        => Array.ConvertAll(Fits(images, classes), fit => fit >= Threshold);

    /// <summary>The fit that a share of the examples does not reach.</summary>
    internal static double Quantile(IEnumerable<double> fits, double rate)
    {
        var sorted = fits.Order().ToArray();
        var place = Math.Clamp((rate * (sorted.Length + 1)) - 1, 0, sorted.Length - 1);
        var (below, above) = (sorted[(int)place], sorted[Math.Min((int)place + 1, sorted.Length - 1)]);
        return below + ((place - Math.Floor(place)) * (above - below));
    }

    private double Fit(float[] image, int index, Calibrated calibration)
    {
        using var scope = NewDisposeScope();
        var item = _support.Classes[index];
        var explained = calibration.Classes[item.Name].Explained;
        return MutualFit.Of(_latents, image, _classes.Mean.narrow(0, index, 1), item.Images, explained, calibration.Floor);
    }

    private Calibrated Calibrate() => NativeCall.Guard("Calibrating the unknown", () =>
    {
        using var untracked = no_grad();
        var (before, fresh) = (Larger(known: true), Larger(known: false));
        var missing = Math.Max(0, LeftOutImages - before.Sum(item => _before[item.Name].Fits.Count));
        var ofEach = Math.Min(MostOfAClass, DividedUp(missing, Math.Max(1, fresh.Length)));
        var classes = _support.Classes.ToDictionary(
            item => item.Name,
            item => Before(item, ofEach) ?? ClassCalibration.Of(_latents, item, ofEach),
            StringComparer.Ordinal);
        var floor = MutualFit.Floor(classes.Values.Min(item => item.Least));
        IEnumerable<ImageClass> counted = [.. before, .. fresh];
        if (!counted.Any())
        {
            Draw(classes, floor);
            counted = _support.Classes;
        }

        var fits = counted.SelectMany(item => classes[item.Name].Fits);
        var threshold = Quantile(fits, _options.FalseRejectionRate);
        return double.IsFinite(threshold) && double.IsFinite(floor)
            ? new Calibrated(classes, floor, threshold)
            : throw VheException.NotFinite();
    });

    /// <summary>The classes of two examples or more of which examples were left out before, or were not.</summary>
    private ImageClass[] Larger(bool known)
        => [.. _support.Classes.Where(item => item.Images.Count > 1 && _before.GetValueOrDefault(item.Name) is { Fits.Count: > 0 } == known)];

    /// <summary>What was calibrated before, unless examples are wanted now that were not left out then.</summary>
    private ClassCalibration? Before(ImageClass item, int ofEach)
        => _before.GetValueOrDefault(item.Name) is { } before && (before.Fits.Count > 0 || item.Images.Count == 1 || ofEach == 0) ? before : null;

    /// <summary>Adds the fits of images that the model draws, class by class, until there are enough in all.</summary>
    private void Draw(Dictionary<string, ClassCalibration> classes, double floor)
    {
        using var scope = NewDisposeScope();
        var ofEach = DividedUp(DrawnImages, _support.Classes.Count);
        var missing = Math.Max(0, DrawnImages - classes.Values.Sum(item => item.Fits.Count));
        long[] indices =
        [
            .. Enumerable.Range(0, _support.Classes.Count)
                .Where(k => classes[_support.Classes[k].Name].Fits.Count == 0)
                .Take(DividedUp(missing, ofEach))
                .SelectMany(k => Enumerable.Repeat((long)k, ofEach)),
        ];
        if (indices.Length == 0)
            return;

        var images = ImageGenerator.Generate(_latents.Model, _classes.Rows(tensor(indices, device: _latents.Device)), _options.Seed);
        var drawn = new Calibrated(classes, floor, Threshold: 0);
        foreach (var group in images.Zip(indices).GroupBy(pair => pair.Second))
        {
            var name = _support.Classes[(int)group.Key].Name;
            double[] fits = [.. group.Select(pair => Fit(pair.First, (int)pair.Second, drawn))];
            classes[name] = classes[name] with { Fits = fits };
        }
    }

    private static int DividedUp(int count, int by) => (count + by - 1) / by;

    private sealed record Calibrated(IReadOnlyDictionary<string, ClassCalibration> Classes, double Floor, double Threshold);
}
