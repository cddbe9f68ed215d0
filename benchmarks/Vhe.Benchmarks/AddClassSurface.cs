using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.ML;
using Microsoft.ML.Data;
using Vhe.MLNet;
using Vhe.Networks.Data;
using Vhe.Networks.Inference;
using Vhe.Networks.Models;

namespace Vhe.Benchmarks;

/// <summary>Time to add a class to the ML.NET transformer and to the service, both of which tell the unknown.</summary>
internal static class AddClassSurface
{
    private const int Rounds = 9;

    /// <summary>Measures the rules whose classes must come fast.</summary>
    /// <param name="model">The model.</param>
    /// <param name="support">The classes that are there.</param>
    /// <param name="examples">Examples of one more.</param>
    public static void Run(VheModel model, GroupedImages support, float[][] examples)
    {
        var folder = Directory.CreateTempSubdirectory("vhe-add-class-").FullName;
        try
        {
            model.Save(Path.Combine(folder, "model.vhe"));
            Draw(support, Path.Combine(folder, "support"));
            foreach (var rule in new[] { ClassificationRule.EmbeddingDistance, ClassificationRule.Reranked })
            {
                var (added, used) = Transformer(model, support, examples, rule);
                Console.WriteLine(
                    $"{rule}, FewShotClassifierTransformer.WithClass: {added:F1} ms; its first row takes {used:F1} ms (medians of "
                    + $"{Rounds})");
                Console.WriteLine(
                    $"{rule}, IFewShotService.AddClass with a store: {Service(folder, examples, rule):F1} ms (median of {Rounds})");
            }
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static (double Added, double Used) Transformer(
        VheModel model, GroupedImages support, float[][] examples, ClassificationRule rule)
    {
        var mlContext = new MLContext(seed: 1);
        var definition = SchemaDefinition.Create(typeof(Row));
        definition[nameof(Row.Image)].ColumnType = new VectorDataViewType(NumberDataViewType.Single, model.ImageShape.Length);
        var rows = support.Classes.SelectMany(item => item.Images.Select(image => new Row { Label = item.Name, Image = image }));
        var classifier = mlContext.Transforms.FewShotClassifier(model, rule: rule)
            .Fit(mlContext.Data.LoadFromEnumerable(rows.ToList(), definition));
        var query = mlContext.Data.LoadFromEnumerable([new Row { Image = examples[0] }], definition);
        var (added, used) = (new List<double>(), new List<double>());
        for (var round = 0; round < Rounds; round++)
        {
            var began = Stopwatch.GetTimestamp();
            var more = classifier.WithClass("new", examples);
            added.Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
            began = Stopwatch.GetTimestamp();
            _ = more.Transform(query).GetColumn<bool>("IsKnown").Single();
            used.Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
            more.Classifier.Dispose();
        }

        return (Median(added), Median(used));
    }

    private static double Service(string folder, float[][] examples, ClassificationRule rule)
    {
        using var provider = new ServiceCollection().AddVheFewShot(options =>
        {
            (options.ModelPath, options.SupportFolder) = (Path.Combine(folder, "model.vhe"), Path.Combine(folder, "support"));
            (options.StoreFolder, options.Rule) = (Path.Combine(folder, $"store-{rule}"), rule);
        }).BuildServiceProvider();
        var service = provider.GetRequiredService<IFewShotService>();
        var added = new List<double>();
        for (var round = 0; round < Rounds; round++)
        {
            var began = Stopwatch.GetTimestamp();
            service.AddClass("new", [.. examples.Select(GlyphInput.FromVector)]);
            added.Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
            service.RemoveClass("new");
        }

        return Median(added);
    }

    private static void Draw(GroupedImages support, string folder)
    {
        foreach (var item in support.Classes)
        {
            var below = Directory.CreateDirectory(Path.Combine(folder, item.Name)).FullName;
            foreach (var (index, ink) in item.Images.Index())
            {
                byte[] pixels = [.. ink.SelectMany(value => Gray((byte)(255 * (1 - value))))];
                using var image = MLImage.CreateFromPixels(
                    support.Shape.Width, support.Shape.Height, MLPixelFormat.Bgra32, pixels);
                image.Save(Path.Combine(below, $"{index}.png"));
            }
        }
    }

    private static byte[] Gray(byte value) => [value, value, value, 255];

    private static double Median(List<double> times) => times.Order().ElementAt(times.Count / 2);

    private sealed class Row
    {
        public string Label { get; set; } = "";

        public float[] Image { get; set; } = [];
    }
}
