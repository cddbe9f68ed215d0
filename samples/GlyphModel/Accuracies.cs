using Quickstart;
using Vhe.Networks.Data;
using Vhe.Networks.Evaluation;
using Vhe.Networks.Inference;
using Vhe.Networks.Models;

namespace GlyphModel;

/// <summary>20-way accuracies of a model, and pictures of what it gets wrong.</summary>
internal static class Accuracies
{
    private const int Ways = 20;
    private const int MostFailures = 12;

    /// <summary>Prints a table for each rule.</summary>
    public static void Print(
        VheModel model,
        GroupedImages images,
        ClassificationOptions[] rules,
        ClassesFrom[] draws,
        int[] shotCounts,
        int episodes,
        long seed,
        string? pictures)
    {
        Console.WriteLine($"{model.Precision}, {Ways}-way, {episodes} episodes of {Ways} queries, seed {seed}");
        foreach (var rule in rules)
        {
            Console.WriteLine();
            Console.WriteLine($"{rule.Rule} rule{Settings(rule)}");
            Console.WriteLine();
            Console.WriteLine("| classes from | examples | accuracy, % | ms an answer |");
            Console.WriteLine("| --- | --- | --- | --- |");
            foreach (var (draw, shots) in draws.SelectMany(draw => shotCounts.Select(shots => (draw, shots))))
            {
                var within = draw == ClassesFrom.OneAlphabet;
                var tally = new EpisodeTally(model, images, rule);
                var accuracy = tally.Run(
                    new EpisodeOptions { Ways = Ways, Shots = shots, Episodes = episodes, Seed = seed, WithinGroups = within });
                var value = $"{100 * accuracy.Mean:F2} ± {100 * accuracy.Ci95:F2}";
                Console.WriteLine(
                    $"| {(within ? "one alphabet" : "all alphabets")} | {shots} | {value} | {tally.MillisecondsPerQuery:F1} |");
                foreach (var group in tally.Groups.Where(_ => within).OrderBy(group => group.Key, StringComparer.Ordinal))
                {
                    Console.WriteLine(Row(group, shots));
                }

                if (pictures is not null && !within)
                {
                    DrawFailures(tally, Path.Combine(pictures, $"failures-{rule.Rule}-{shots}-shot.png"), images);
                }
            }
        }

        Console.WriteLine();
    }

    private static string Settings(ClassificationOptions rule)
    {
        var list = $"short list {rule.ShortList}, margin {(rule.ShortListMargin is { } nats ? $"{nats} nats" : "none")}";
        return rule.Rule switch
        {
            ClassificationRule.ImportanceSampled => $": {rule.ClassSamples} c x {rule.TransformSamples} t, {list}",
            ClassificationRule.Bidirectional => $": {list}",
            ClassificationRule.Reranked => $": short list {rule.EmbeddingShortList}",
            _ => "",
        };
    }

    private static string Row(KeyValuePair<string, (int Right, int Queries)> group, int shots) =>
        $"| {group.Key} | {shots} | {100.0 * group.Value.Right / group.Value.Queries:F1} ({group.Value.Queries} queries) | |";

    // A row a failure: the query, its own class's examples; on the right those of the class that it was taken for.
    private static void DrawFailures(EpisodeTally tally, string path, GroupedImages images)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var rows = tally.Failures.Take(MostFailures)
            .Select(failure => new GeneratedGlyphs([failure.Query, .. failure.Truth.Images], failure.Answer.Images)).ToList();
        if (rows.Count > 0)
        {
            GridPicture.Save(path, rows, images.Shape);
        }
    }
}
