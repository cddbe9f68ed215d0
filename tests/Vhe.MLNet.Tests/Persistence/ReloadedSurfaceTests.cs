using Microsoft.ML;
using ReloadHost;
using Vhe.MLNet.Generation;
using Vhe.MLNet.Likelihood;
using Vhe.MLNet.Persistence;
using Vhe.MLNet.Tests.TestData;

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
            .Append(transforms.LikelihoodScorer(TinyModel.Model, labelColumnName: "Label", classSamples: 2, elementSamples: 2))
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

    [TestCase("nonsense")]
    [TestCase("null")]
    [TestCase("{}")]
    [TestCase("""{"ImageColumnName":"I","InputColumnName":"I","Classes":[],"Settings":{"OutputColumnName":"O","Count":2}}""")]
    [TestCase("""{"ImageColumnName":"I","InputColumnName":"I","Classes":[],"Settings":{"Count":2,"Temperature":1}}""")]
    [TestCase("""{"Columns":{"Image":"I"},"Options":{},"Classes":[]}""")]
    [TestCase("""{"Columns":{"Image":"I","LogLikelihood":"L","BitsPerPixel":"B","Typicality":"T"},"Options":{}}""")]
    public void Headers_of_another_kind_are_refused(string header)
    {
        var model = TinyModel.Model.ToBytes();

        Assert.That(() => ExampleGenerationState.FromState(State(2)), Refusal.OfData("header"));
        Assert.That(() => ClassSamplingState.FromState(State(1)), Refusal.OfData("header"));
        Assert.That(() => ScorerState.FromState(State(3)), Refusal.OfData("header"));

        ReadOnlyMemory<char> State(int sections)
            => StateText.Write(header, [model, .. Enumerable.Repeat(ReadOnlyMemory<byte>.Empty, sections - 1)]).AsMemory();
    }

    [Test]
    public void Every_damaged_state_is_refused_and_nothing_else_happens()
    {
        var images = new Vhe.Networks.Data.GroupedImages(
            TinyModel.Model.ImageShape, [new("a", [Drawings.Draw(0, 0)]), new("b", [Drawings.Draw(1, 0)])]);
        var settings = new GenerationSettings("O", 2, 1, 0);
        var columns = new ScoreColumns("I", "L", "N", "B", "T");
        var random = new Random(5);

        var generator = new ExampleGenerationState("I", "L", default, settings, TinyModel.Model, images);
        var scorer = new ScorerState(columns, default, new(), TinyModel.Model, images, [1]);
        Check(generator.ToState(), ExampleGenerationState.FromState);
        Check(new ClassSamplingState("I", default, settings, TinyModel.Model).ToState(), ClassSamplingState.FromState);
        Check(scorer.ToState(), ScorerState.FromState);
        var unranked = (scorer with { Reference = [] }).ToState();
        Assert.That(() => ScorerState.FromState(unranked.AsMemory()), Refusal.OfData("ranks among"));

        void Check<T>(string whole, Func<ReadOnlyMemory<char>, T> read)
        {
            Assert.That(() => read(whole.AsMemory()), Throws.Nothing);
            var bytes = Convert.FromBase64String(whole);
            for (var trial = 0; trial < 20; trial++)
            {
                var damaged = Convert.ToBase64String(bytes, 0, random.Next(bytes.Length));
                Assert.That(() => read(damaged.AsMemory()), Throws.TypeOf<InvalidDataException>());
            }
        }
    }
}
