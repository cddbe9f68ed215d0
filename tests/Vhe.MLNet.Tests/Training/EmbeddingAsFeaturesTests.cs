using Microsoft.ML.Trainers;

namespace Vhe.MLNet.Tests.Training;

/// <summary>
/// ML.NET's own trainers on the column of codes.
/// </summary>
internal sealed class EmbeddingAsFeaturesTests
{
    private readonly MLContext _mlContext = new(seed: 1);

    [Test]
    public void Maximum_entropy_learns_classes_from_codes()
    {
        var pipeline = _mlContext.Transforms.Conversion.MapValueToKey("Label")
            .Append(_mlContext.MulticlassClassification.Trainers.SdcaMaximumEntropy(new SdcaMaximumEntropyMulticlassTrainer.Options
            {
                FeatureColumnName = "Embedding",
                NumberOfThreads = 1, // several wait for each other for minutes where other tests have the cores
            }));

        var model = pipeline.Fit(Codes(firstVariant: 0));

        var metrics = _mlContext.MulticlassClassification.Evaluate(model.Transform(Codes(firstVariant: 30)));
        Assert.That(metrics.MicroAccuracy, Is.GreaterThan(0.5), "chance is one third");
    }

    [Test]
    public void K_means_finds_clusters_of_codes()
    {
        var model = _mlContext.Clustering.Trainers.KMeans("Embedding", numberOfClusters: 3).Fit(Codes(firstVariant: 0));

        var metrics = _mlContext.Clustering.Evaluate(model.Transform(Codes(firstVariant: 0)), featureColumnName: "Embedding");
        Assert.That(metrics.AverageDistance, Is.GreaterThan(0).And.LessThan(double.PositiveInfinity));
    }

    private IDataView Codes(int firstVariant)
        => TinyModel.Transformer.Transform(_mlContext.Data.LoadFromEnumerable(Glyph.Rows([0, 1, 4], 12, firstVariant)));
}
