using ReloadHost;

namespace Vhe.MLNet.Tests.Persistence;

internal sealed class ReloadedSurfaceTests
{
    private readonly MLContext _mlContext = new(seed: 1);

    [Test]
    public void Generators_and_scorers_give_the_same_in_another_process_bit_by_bit()
    {
        using var folder = new TemporaryFolder();
        folder.Draw([0, 4], 2);
        var files = Directory.GetFiles(folder.Root, "*.png", SearchOption.AllDirectories).Order(StringComparer.Ordinal).ToList();
        var data = _mlContext.Data.LoadFromEnumerable(files.Select(file => new PathOnly { ImagePath = file }));
        var labels = files.ToDictionary(
            file => file, file => Path.GetFileName(Path.GetDirectoryName(file))!, StringComparer.Ordinal);
        var transforms = _mlContext.Transforms;
        var model = transforms.LoadGlyphs(height: Drawings.Side, width: Drawings.Side)
            .Append(transforms.Conversion.MapValue("Label", labels, "ImagePath"))
            .Append(transforms.GenerateFromExamples(TinyModel.Model, "Own", count: 2))
            .Append(transforms.GenerateFromExamples(TinyModel.Model, "OfClass", labelColumnName: "Label", count: 2))
            .Append(transforms.SampleNewClass(TinyModel.Model, "New", "ImagePath", count: 2))
            .Append(transforms.LikelihoodScorer(
                TinyModel.Model, new() { LabelColumnName = "Label", ClassSamples = 2, ElementSamples = 2 }))
            .Append(transforms.LikelihoodScorer(TinyModel.Model, new LikelihoodScoringEstimator.Options
            {
                LogLikelihoodColumnName = "Marginal",
                BitsPerPixelColumnName = "MarginalBits",
                TypicalityColumnName = "MarginalRank",
                ClassSamples = 2,
                ElementSamples = 2,
            })).Fit(data);
        _mlContext.Model.Save(model, data.Schema, folder["model.zip"]);

        var there = HostProcess.Run(folder["model.zip"], folder["box"]);

        var boxes = files.Where(file => labels[file] == "box").Select(file => new PathOnly { ImagePath = file });
        Assert.That(there, Is.EqualTo(ViewDump.ToJson(model.Transform(_mlContext.Data.LoadFromEnumerable(boxes)))));
        Assert.That(there, Does.Contain("\"New\":\"Vector<Single, 288>").And.Contains("MarginalRank"));
    }
}
