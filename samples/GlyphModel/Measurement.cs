using Microsoft.ML;
using Quickstart;
using Vhe.MLNet;
using Vhe.Networks.Data;
using Vhe.Networks.Distributions;
using Vhe.Networks.Evaluation;
using Vhe.Networks.Inference;
using Vhe.Networks.Models;
using Vhe.Networks.Objectives;
using static TorchSharp.torch;

namespace GlyphModel;

/// <summary>Measures a model on classes that it has not seen, and prints Markdown.</summary>
internal static class Measurement
{
    private const int Ways = 20;
    private const int BoundBatches = 100;

    /// <summary>20-way accuracies, on classes drawn from all groups and from one group each.</summary>
    public static void Accuracies(
        VheModel model, string folder, int[] shotCounts, int episodes, ClassificationOptions rule, long seed, string? pictures)
    {
        var images = Read(model, folder);
        Console.WriteLine($"{model.Precision}, {rule.Rule} rule{Samples(rule)}, {Ways}-way, {episodes} episodes of {Ways} queries, seed {seed}");
        Console.WriteLine();
        Console.WriteLine("| classes from | examples | accuracy, % | ms a query |");
        Console.WriteLine("| --- | --- | --- | --- |");
        if (episodes == 0)
        {
            return;
        }

        foreach (var (within, shots) in shotCounts.Select(count => (false, count)).Concat(shotCounts.Select(count => (true, count))))
        {
            var tally = new EpisodeTally(model, images, rule);
            var accuracy = tally.Run(new EpisodeOptions { Ways = Ways, Shots = shots, Episodes = episodes, Seed = seed, WithinGroups = within });
            Console.WriteLine(
                $"| {(within ? "one alphabet" : "all alphabets")} | {shots} | {100 * accuracy.Mean:F2} ± {100 * accuracy.Ci95:F2} | {tally.MillisecondsPerQuery:F1} |");
            if (within)
            {
                PrintGroups(tally, shots);
            }

            if (pictures is not null && !within)
            {
                Directory.CreateDirectory(pictures);
                DrawFailures(tally, Path.Combine(pictures, $"failures-{shots}-shot.png"), images);
            }
        }

        if (pictures is not null)
        {
            GridPicture.Save(Path.Combine(pictures, "generated.png"), GeneratedGlyphs.Generate(model, images, seed), images.Shape);
        }
    }

    /// <summary>The bound on log p(x) and its terms, by one sample of the latents for each image.</summary>
    public static void Bound(VheModel model, string folder, long seed)
    {
        var sampler = new GroupedSampler(
            Read(model, folder), Objective.Vhe, new SamplingOptions { Augmentation = Augmentation.None, MinSupport = 5 }, seed);
        using var noise = new NoiseSource(seed, model.Device);
        using var untracked = no_grad();
        var (bound, reconstruction, kl) = (0.0, 0.0, new double[model.Network.Latents.Count]);
        for (var step = 0; step < BoundBatches; step++)
        {
            using var scope = NewDisposeScope();
            var terms = model.Network.Bound(sampler.Draw(step, model.Device), Objective.Vhe, noise);
            bound += terms.Bound().mean().item<float>() / BoundBatches;
            reconstruction += terms.LogLikelihood.mean().item<float>() / BoundBatches;
            for (var latent = 0; latent < kl.Length; latent++)
            {
                kl[latent] += terms.Kl[latent].mean().item<float>() / BoundBatches;
            }
        }

        var kls = model.Network.Latents.Select((latent, index) => $"KL({latent.Symbol}) {kl[index]:F2}");
        Console.WriteLine($"|D| = 5, no augmentation: bound {bound:F2}, reconstruction {reconstruction:F2}, {string.Join(", ", kls)} (nats)");
    }

    /// <summary>The images of a folder, of the model's shape.</summary>
    public static GroupedImages Read(VheModel model, string folder) =>
        NewClasses.Read(new MLContext(seed: 1), [folder], model.Options).Images;

    private static string Samples(ClassificationOptions rule) => rule.Rule != ClassificationRule.Paper
        ? ""
        : $" ({rule.ClassSamples} c x {rule.TransformSamples} t, short list {rule.ShortList})";

    private static void PrintGroups(EpisodeTally tally, int shots)
    {
        foreach (var (group, (right, queries)) in tally.Groups.OrderBy(item => item.Key, StringComparer.Ordinal))
        {
            Console.WriteLine($"| {group} | {shots} | {100.0 * right / queries:F1} ({queries} queries) | |");
        }
    }

    // A row a failure: the query, its own class's examples; on the right those of the class that it was taken for.
    private static void DrawFailures(EpisodeTally tally, string path, GroupedImages images)
    {
        var rows = tally.Failures.Take(12)
            .Select(failure => new GeneratedGlyphs([failure.Query, .. failure.Truth.Images], failure.Answer.Images)).ToList();
        if (rows.Count > 0)
        {
            GridPicture.Save(path, rows, images.Shape);
        }
    }
}
