using Vhe.Networks.Data;
using Vhe.Networks.Evaluation;
using Vhe.Networks.Inference;
using Vhe.Networks.Models;

namespace GlyphModel;

/// <summary>Estimates the joint likelihood of whole classes (section 6.4.1), and prints it beside the floor of its binarisation.</summary>
internal static class JointLikelihood
{
    private const int GreySupport = 5;

    /// <summary>The joint NLL an image, over classes spread evenly over the folder, of images binarised at random once.</summary>
    public static void Print(VheModel model, GroupedImages images, int classCount, long seed)
    {
        var classes = images.Classes;
        var count = Math.Min(classCount, classes.Count);
        var options = new LikelihoodOptions { Seed = seed };
        var estimator = new LikelihoodEstimator(model, options);
        var random = new Random((int)seed);
        var (whole, grey, floor) = (new double[count], new double[count], new double[count]);
        for (var i = 0; i < count; i++)
        {
            var x = classes[(int)((long)i * classes.Count / count)].Images;
            var binary = x.Select(image => Array.ConvertAll(image, value => random.NextDouble() < value ? 1f : 0f)).ToArray();
            whole[i] = -estimator.LogJoint(binary) / x.Count;
            grey[i] = -estimator.LogJoint(binary, [.. x.Take(GreySupport)]) / x.Count;
            floor[i] = BinarisationEntropy.Mean(x);
        }

        Console.WriteLine(
            $"joint NLL an image, {count} classes, {options.ClassSamples} c x {options.ElementSamples} t: {Interval(whole)} by q(c; X), "
            + $"{Interval(grey)} by q(c; {GreySupport} grey images); entropy of the binarisation {Interval(floor)} (nats)");
    }

    private static string Interval(double[] values)
    {
        var mean = values.Average();
        var variance = values.Sum(value => (value - mean) * (value - mean)) / Math.Max(1, values.Length - 1);
        return $"{mean:F2} ± {1.96 * Math.Sqrt(variance / values.Length):F2}";
    }
}
