using Samples;
using Vhe.Networks.Data;
using Vhe.Networks.Evaluation;
using Vhe.Networks.Inference;
using Vhe.Networks.Models;

namespace GlyphModel;

/// <summary>20-way accuracies of a model, and pictures of its failures if there is a folder for them.</summary>
internal sealed class Accuracies(VheModel model, GroupedImages images, int episodes, long seed, string? pictures)
{
    private const int Ways = 20;
    private const int MostFailures = 12;

    /// <summary>Prints a Markdown table for each rule.</summary>
    public void Print(ClassificationOptions[] rules, ClassesFrom[] draws, int[] shotCounts)
    {
        Console.WriteLine($"{model.Precision}, {Ways}-way, {episodes} episodes of {Ways} queries, seed {seed}");
        foreach (var rule in rules)
        {
            Console.WriteLine($"\n{rule.Rule} rule{Settings(rule)}\n");
            Console.WriteLine("| classes from | examples | accuracy, % | ms an answer |");
            Console.WriteLine("| --- | --- | --- | --- |");
            foreach (var draw in draws)
                Array.ForEach(shotCounts, shots => PrintRows(rule, draw == ClassesFrom.OneAlphabet, shots));
        }

        Console.WriteLine();
    }

    private void PrintRows(ClassificationOptions rule, bool within, int shots)
    {
        var tally = new EpisodeTally(model, images, rule);
        var options = new EpisodeOptions { Ways = Ways, Shots = shots, Episodes = episodes, Seed = seed, WithinGroups = within };
        var accuracy = WorkProgress.Run($"{rule.Rule}, {shots}-shot", episodes, progress => tally.Run(options, progress));
        Console.WriteLine(
            $"| {(within ? "one alphabet" : "all alphabets")} | {shots} | {100 * accuracy.Mean:F2} ± {100 * accuracy.Ci95:F2} "
            + $"| {tally.MillisecondsPerQuery:F1} |");
        var groups = tally.Groups.Where(_ => within).OrderBy(group => group.Key, StringComparer.Ordinal);
        foreach (var (group, (right, queries)) in groups)
            Console.WriteLine($"| {group} | {shots} | {100.0 * right / queries:F1} ({queries} queries) | |");

        if (pictures is not null && !within && tally.Failures.Count > 0)
        {
            // A row for each failure: the query, the examples of its class; on the right those of the predicted class.
            Directory.CreateDirectory(pictures);
            var rows = tally.Failures.Take(MostFailures)
                .Select(failure => new GeneratedGlyphs([failure.Query, .. failure.Truth.Images], failure.Answer.Images)).ToList();
            GridPicture.Save(Path.Combine(pictures, $"failures-{rule.Rule}-{shots}-shot.png"), rows, images.Shape);
        }
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
}
