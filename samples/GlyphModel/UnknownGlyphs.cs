using System.Diagnostics;
using Vhe.Networks.Data;
using Vhe.Networks.Evaluation;
using Vhe.Networks.Inference;
using Vhe.Networks.Models;

namespace GlyphModel;

/// <summary>How often glyphs of none of a classifier's classes are called unknown, and how often glyphs of its classes are.</summary>
internal static class UnknownGlyphs
{
    private const int Ways = 20;
    private const double StandardErrorsOf95Percent = 1.96;

    /// <summary>Prints a table for each rule.</summary>
    /// <param name="model">The model.</param>
    /// <param name="images">The classes to draw from: 20 are in an episode, and the others are unknown.</param>
    /// <param name="others">Classes that are unknown as well, or null.</param>
    /// <param name="rules">The rules.</param>
    /// <param name="shotCounts">Examples of a class.</param>
    /// <param name="episodes">How many episodes, 2 or more.</param>
    /// <param name="seed">Seeds the episodes.</param>
    public static void Print(
        VheModel model,
        GroupedImages images,
        GroupedImages? others,
        ClassificationOptions[] rules,
        int[] shotCounts,
        int episodes,
        long seed)
    {
        Console.WriteLine(
            $"{model.Precision}, {Ways}-way, {episodes} episodes of {Ways} known and {Ways} unknown glyphs, seed {seed}, "
            + $"false rejections asked for: {Percent(rules[0].FalseRejectionRate)} %");
        Console.WriteLine();
        Console.WriteLine("| rule | unknown from | examples | false rejections, % | unknown detected, % | calibration, ms | ms an answer |");
        Console.WriteLine("| --- | --- | --- | --- | --- | --- | --- |");
        foreach (var (rule, shots) in rules.SelectMany(rule => shotCounts.Select(shots => (rule, shots))))
        {
            PrintRow(model, images, null, "the same folder", rule, shots, episodes, seed);
            if (others is not null)
            {
                PrintRow(model, images, others, "the other folder", rule, shots, episodes, seed);
            }
        }
    }

    private static void PrintRow(
        VheModel model,
        GroupedImages images,
        GroupedImages? others,
        string from,
        ClassificationOptions rule,
        int shots,
        int episodes,
        long seed)
    {
        var options = new EpisodeOptions { Ways = Ways, Shots = shots, Episodes = episodes, Seed = seed };
        var (rejected, detected) = (new double[episodes], new double[episodes]);
        var (calibrating, answering) = (TimeSpan.Zero, TimeSpan.Zero);
        for (var number = 0; number < episodes; number++)
        {
            var episode = EpisodeProtocol.Draw(images, options, number);
            using var classifier = new FewShotClassifier(model, new GroupedImages(images.Shape, episode.Support), rule);
            calibrating += Time(() => _ = classifier.Unknown.Threshold);
            rejected[number] = Rejected(episode.Queries);
            detected[number] = Rejected(Unknown(others?.Classes ?? images.Classes, episode, seed, number));

            double Rejected(IReadOnlyList<float[]> glyphs)
            {
                var classes = classifier.Classify(glyphs);
                var known = Array.Empty<bool>();
                answering += Time(() => known = classifier.Unknown.AreKnown(glyphs, classes));
                return (double)known.Count(answer => !answer) / known.Length;
            }
        }

        Console.WriteLine(
            $"| {rule.Rule} | {from} | {shots} | {Interval(rejected)} | {Interval(detected)} "
            + $"| {calibrating.TotalMilliseconds / episodes:F0} | {answering.TotalMilliseconds / (2 * Ways * episodes):F1} |");
    }

    /// <summary>Images of classes that are not in the episode.</summary>
    private static float[][] Unknown(IReadOnlyList<ImageClass> classes, Episode episode, long seed, int number)
    {
        var taken = episode.Support.Select(item => item.Name).ToHashSet(StringComparer.Ordinal);
        var rest = classes.Where(item => !taken.Contains(item.Name)).ToArray();
        if (rest.Length == 0)
        {
            throw new ArgumentException($"There are only {Ways} classes, so that none is unknown.", nameof(classes));
        }

        var random = new Random(unchecked((int)((seed * 1_000_003) + number)));
        random.Shuffle(rest);
        return [.. Enumerable.Range(0, Ways).Select(i => rest[i % rest.Length].Images).Select(all => all[random.Next(all.Count)])];
    }

    private static TimeSpan Time(Action action)
    {
        var began = Stopwatch.GetTimestamp();
        action();
        return Stopwatch.GetElapsedTime(began);
    }

    /// <summary>The mean and its 95 % confidence interval over episodes, in per cent.</summary>
    private static string Interval(double[] shares)
    {
        var mean = shares.Average();
        var variance = shares.Sum(share => (share - mean) * (share - mean)) / (shares.Length - 1);
        return $"{Percent(mean)} ± {Percent(StandardErrorsOf95Percent * Math.Sqrt(variance / shares.Length))}";
    }

    private static string Percent(double share) => $"{100 * share:F1}";
}
