using System.Diagnostics;

namespace Vhe.MLNet.Tests.Pretrained;

public class VhePretrainedTests
{
    [Test]
    public void The_glyph_model_is_the_network_of_the_paper_one_for_the_process()
    {
        var model = VhePretrained.Glyphs;

        Assert.That(model.Options, Is.EqualTo(PixelCnnVheOptions.Paper));
        Assert.That(model.ParameterCount, Is.EqualTo(348_301));
        Assert.That(VhePretrained.Glyphs, Is.SameAs(model));
    }

    [Test]
    public void Disposing_it_does_no_harm_to_others()
    {
        VhePretrained.Glyphs.Dispose();

        Assert.That(VhePretrained.Glyphs.Embed([new float[784]]), Has.Length.EqualTo(VhePretrained.Glyphs.EmbeddingLength));
    }

    [Test]
    public void One_of_ones_own_has_the_same_weights()
    {
        using var own = VhePretrained.LoadGlyphs();

        Assert.That(own, Is.Not.SameAs(VhePretrained.Glyphs));
        Assert.That(own.ToBytes(), Is.EqualTo(VhePretrained.Glyphs.ToBytes()));
    }

    [Test]
    public void It_loads_in_less_than_300_ms()
    {
        VhePretrained.LoadGlyphs().Dispose();

        var times = Enumerable.Range(0, 5).Select(_ =>
        {
            var began = Stopwatch.GetTimestamp();
            VhePretrained.LoadGlyphs().Dispose();
            return Stopwatch.GetElapsedTime(began);
        });

        Assert.That(times.Min(), Is.LessThan(TimeSpan.FromMilliseconds(300)));
    }

    [Test]
    public void It_tells_apart_the_sample_glyphs_from_one_example_each()
    {
        var mlContext = new MLContext(seed: 1);
        var folder = Path.Combine(AppContext.BaseDirectory, "Fallowen");
        var all = mlContext.Data.CreateEnumerable<ImageFile>(mlContext.Data.LoadFromImageFolder(folder), reuseRowObject: false)
            .GroupBy(image => image.Label, StringComparer.Ordinal).ToList();
        var pipeline = mlContext.Transforms.LoadGlyphs()
            .Append(mlContext.Transforms.FewShotClassifier(VhePretrained.Glyphs))
            .Append(mlContext.Transforms.Conversion.MapKeyToValue("PredictedClass", "PredictedLabel"));
        var classifier = pipeline.Fit(mlContext.Data.LoadFromEnumerable(all.Select(images => images.First())));
        var engine = mlContext.Model.CreatePredictionEngine<ImageFile, Answer>(classifier);

        var right = all.Count(images => engine.Predict(images.ElementAt(7)).PredictedClass == images.Key);

        // 15 classes, one query each; by chance one would be right.
        Assert.That(right, Is.GreaterThanOrEqualTo(13));
    }

    private sealed class Answer
    {
        public string PredictedClass { get; set; } = "";
    }
}
