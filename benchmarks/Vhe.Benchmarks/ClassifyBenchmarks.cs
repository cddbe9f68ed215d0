using BenchmarkDotNet.Attributes;
using Microsoft.ML;
using Samples;
using Vhe.MLNet;
using Vhe.Networks.Data;
using Vhe.Networks.Inference;

namespace Vhe.Benchmarks;

/// <summary>Classifies one image by the pretrained model, from five examples of each class of a folder.</summary>
public class ClassifyBenchmarks
{
    private const int Examples = 5;

    private FewShotClassifier _classifier = null!;
    private float[] _query = [];

    /// <summary>A folder class/image.png of six images a class or more.</summary>
    internal static string Folder { get; set; } = "";

    /// <summary>The rule.</summary>
    [ParamsAllValues]
    public ClassificationRule Rule { get; set; }

    /// <summary>Encodes the examples.</summary>
    [GlobalSetup]
    public void Fit()
    {
        var mlContext = new MLContext(seed: 1);
        var images = GlyphFolders.Read(mlContext, GlyphFolders.List(mlContext, [Folder]), VhePretrained.Glyphs.Options);
        var support = images.Classes.Select(item => item with { Images = [.. item.Images.Take(Examples)] });
        _query = images.Classes[0].Images[Examples];
        _classifier = new FewShotClassifier(
            VhePretrained.Glyphs, new GroupedImages(images.Shape, support), new ClassificationOptions { Rule = Rule });
    }

    /// <summary>Classifies.</summary>
    [Benchmark]
    public int[] Classify() => _classifier.Classify([_query]);

    /// <summary>Frees the examples.</summary>
    [GlobalCleanup]
    public void Dispose() => _classifier.Dispose();
}
