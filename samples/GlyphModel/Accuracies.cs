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

    // Across all groups first, then within one.
    private static readonly bool[] s_draws = [false, true];

    /// <summary>Prints a table of all rules, on classes drawn from all groups and from one group each.</summary>
    public static void Print(
        VheModel model, GroupedImages images, ClassificationOptions[] rules, int[] shotCounts, int episodes, long seed, string? pictures)
    {
        Console.WriteLine($"{model.Precision}, {Ways}-way, {episodes} episodes of {Ways} queries, seed {seed}");
        Console.WriteLine();
        Console.WriteLine("| rule | classes from | examples | accuracy, % | ms a query |");
        Console.WriteLine("| --- | --- | --- | --- | --- |");
        var byGroup = new List<string>();
        foreach (var rule in rules)
        {
            foreach (var (within, shots) in s_draws.SelectMany(within => shotCounts.Select(shots => (within, shots))))
            {
                var tally = new EpisodeTally(model, images, rule);
                var accuracy = tally.Run(
                    new EpisodeOptions { Ways = Ways, Shots = shots, Episodes = episodes, Seed = seed, WithinGroups = within });
                var name = $"{rule.Rule} | {(within ? "one alphabet" : "all alphabets")} | {shots}";
                Console.WriteLine(
                    $"| {name} | {100 * accuracy.Mean:F2} ± {100 * accuracy.Ci95:F2} | {tally.MillisecondsPerQuery:F1} |");
                byGroup.AddRange(within ? tally.Groups.OrderBy(item => item.Key, StringComparer.Ordinal).Select(item => Row(rule, shots, item)) : []);
                if (pictures is not null && !within)
                {
                    DrawFailures(tally, Path.Combine(pictures, $"failures-{rule.Rule}-{shots}-shot.png"), images);
                }
            }
        }

        Console.WriteLine();
        Console.WriteLine("| rule | alphabet | examples | accuracy, % | queries |");
        Console.WriteLine("| --- | --- | --- | --- | --- |");
        byGroup.ForEach(Console.WriteLine);
        Console.WriteLine();
        if (pictures is not null)
        {
            GridPicture.Save(Path.Combine(pictures, "generated.png"), GeneratedGlyphs.Generate(model, images, seed), images.Shape);
        }
    }

    private static string Row(ClassificationOptions rule, int shots, KeyValuePair<string, (int Right, int Queries)> group) =>
        $"| {rule.Rule} | {group.Key} | {shots} | {100.0 * group.Value.Right / group.Value.Queries:F1} | {group.Value.Queries} |";

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
