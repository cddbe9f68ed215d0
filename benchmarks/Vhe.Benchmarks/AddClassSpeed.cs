using System.Diagnostics;
using Vhe.Networks.Data;
using Vhe.Networks.Inference;
using Vhe.Networks.Models;

namespace Vhe.Benchmarks;

/// <summary>Time to add a class of five examples to a classifier of many, beside the time to fit it anew.</summary>
internal static class AddClassSpeed
{
    private const int Classes = 200;
    private const int Examples = 5;
    private const int Rounds = 9;

    /// <summary>Measures every rule that needs nothing of the other classes' examples, then what users touch.</summary>
    public static void Run(string preset)
    {
        var sizes = Subject.Sizes(preset);
        using var model = VheModel.Create(sizes);
        var images = Subject.Images(sizes).Classes.SelectMany(item => item.Images).Chunk(Examples).Take(Classes + 1).ToArray();
        var support = new GroupedImages(
            model.ImageShape, images.Take(Classes).Select((examples, k) => new ImageClass($"class {k}", examples)));
        foreach (var rule in new[] { ClassificationRule.EmbeddingDistance, ClassificationRule.Reranked, ClassificationRule.PointEstimate })
        {
            var began = Stopwatch.GetTimestamp();
            using var classifier = new FewShotClassifier(model, support, new ClassificationOptions { Rule = rule });
            var fitted = Stopwatch.GetElapsedTime(began);
            var plain = Add(classifier, images[^1], calibrated: false);
            began = Stopwatch.GetTimestamp();
            _ = classifier.Unknown.Threshold;
            var calibrated = Stopwatch.GetElapsedTime(began);
            var added = Add(classifier, images[^1], calibrated: true);
            Console.WriteLine(
                $"{preset}, {rule}: {Classes} classes of {Examples} fitted in {fitted.TotalMilliseconds:F0} ms, calibrated for "
                + $"the unknown in {calibrated.TotalMilliseconds:F0} ms; one more class in {plain:F1} ms, calibrated {added:F1} ms "
                + $"(medians of {Rounds})");
        }

        AddClassSurface.Run(model, support, images[^1]);
    }

    private static double Add(FewShotClassifier classifier, float[][] examples, bool calibrated)
    {
        return Enumerable.Range(0, Rounds).Select(_ => Time()).Order().ElementAt(Rounds / 2);

        double Time()
        {
            var began = Stopwatch.GetTimestamp();
            using var more = classifier.WithClass("new", examples);
            if (calibrated)
            {
                _ = more.Unknown.Threshold;
            }

            return Stopwatch.GetElapsedTime(began).TotalMilliseconds;
        }
    }
}
