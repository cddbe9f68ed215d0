using System.Diagnostics;
using Samples;
using Vhe.Networks.Data;
using Vhe.Networks.Evaluation;
using Vhe.Networks.Inference;
using Vhe.Networks.Models;

namespace GlyphModel;

/// <summary>How often glyphs of none of a classifier's classes are detected as unknown, and how often known ones are rejected. Of
/// <paramref name="images"/>, 20 classes are in an episode and the rest are unknown; all of <paramref name="others"/> are
/// unknown.</summary>
internal sealed class UnknownGlyphs(VheModel model, GroupedImages images, GroupedImages? others)
{
    private const int Ways = 20;

    /// <summary>Prints a Markdown table.</summary>
    public void Print(ClassificationOptions[] rules, int[] shotCounts, int episodes, long seed)
    {
        Console.WriteLine(
            $"{model.Precision}, {Ways}-way, {episodes} episodes of {Ways} known and {Ways} unknown glyphs, seed {seed}, "
            + $"false rejections asked for: {Percent(rules[0].FalseRejectionRate)} %\n");
        Console.WriteLine(
            "| rule | examples | false rejections, % | unknown of the same folder detected, % | of the other folder, % "
            + "| calibration, ms | ms an answer |");
        Console.WriteLine("| --- | --- | --- | --- | --- | --- | --- |");
        foreach (var (rule, shots) in rules.SelectMany(rule => shotCounts.Select(shots => (rule, shots))))
        {
            var options = new EpisodeOptions { Ways = Ways, Shots = shots, Episodes = episodes, Seed = seed };
            Console.WriteLine(WorkProgress.Run($"{rule.Rule}, {shots}-shot", episodes, progress => Row(rule, options, progress)));
        }
    }

    private string Row(ClassificationOptions rule, EpisodeOptions options, IProgress<int> progress)
    {
        var rejected = new List<double>[] { [], [], [] };
        var (calibrating, answering, answers) = (TimeSpan.Zero, TimeSpan.Zero, 0);
        for (var number = 0; number < options.Episodes; number++)
        {
            var episode = EpisodeProtocol.Draw(images, options, number);
            using var classifier = new FewShotClassifier(model, new GroupedImages(images.Shape, episode.Support), rule);
            calibrating += Time(() => _ = classifier.Unknown.Threshold);
            rejected[0].Add(Rejected(episode.Queries));
            rejected[1].Add(Rejected(Unknown(images.Classes, episode, options.Seed, number)));
            if (others is not null)
                rejected[2].Add(Rejected(Unknown(others.Classes, episode, options.Seed, number)));

            progress.Report(number + 1);

            double Rejected(IReadOnlyList<float[]> glyphs)
            {
                var classes = classifier.Classify(glyphs);
                var known = Array.Empty<bool>();
                answering += Time(() => known = classifier.Unknown.AreKnown(glyphs, classes));
                answers += known.Length;
                return (double)known.Count(answer => !answer) / known.Length;
            }
        }

        return $"| {rule.Rule} | {options.Shots} | {string.Join(" | ", rejected.Select(Interval))} "
            + $"| {calibrating.TotalMilliseconds / options.Episodes:F0} | {answering.TotalMilliseconds / answers:F1} |";
    }

    /// <summary>Images of classes that are not in the episode.</summary>
    private static float[][] Unknown(IReadOnlyList<ImageClass> classes, Episode episode, long seed, int number)
    {
        var taken = episode.Support.Select(item => item.Name).ToHashSet(StringComparer.Ordinal);
        var rest = classes.Where(item => !taken.Contains(item.Name)).ToArray();
        if (rest.Length == 0)
            throw new ArgumentException($"There are only {Ways} classes: none is unknown.", nameof(classes));

        var random = new Random(unchecked((int)((seed * 1_000_003) + number)));
        random.Shuffle(rest);
        var chosen = Enumerable.Range(0, Ways).Select(i => rest[i % rest.Length].Images);
        return [.. chosen.Select(all => all[random.Next(all.Count)])];
    }

    private static TimeSpan Time(Action action)
    {
        var began = Stopwatch.GetTimestamp();
        action();
        return Stopwatch.GetElapsedTime(began);
    }

    /// <summary>The mean and its 95 % confidence interval over episodes, in percent; empty without any.</summary>
    private static string Interval(List<double> shares)
    {
        if (shares.Count == 0)
            return "";

        var (mean, ci95) = MeanEstimate.Of(shares);
        return $"{Percent(mean)} ± {Percent(ci95)}";
    }

    private static string Percent(double share) => $"{100 * share:F1}";
}
