namespace Vhe.MLNet.Tests.Generation;

internal sealed class ClassSamplingTests
{
    private const int Pixels = Drawings.Side * Drawings.Side;

    private readonly MLContext _mlContext = new(seed: 1);

    [Test]
    public void Keeps_its_promises_under_other_names()
    {
        var rows = Enumerable.Range(0, 5).Select(i => new Text { Id = $"class {i}", Weight = i }).ToList();
        var estimator = _mlContext.Transforms.SampleNewClass(
            TinyModel.Model, new() { OutputColumnName = "New", NameColumnName = "Id", Count = 1, Seed = 4 });
        var view = _mlContext.Data.LoadFromEnumerable(rows);

        EstimatorChecker.Check(_mlContext, estimator, view, ["Id"]);
        EstimatorChecker.CheckEngine<Text, Answer>(_mlContext, estimator.Fit(view), rows, answer => answer.New);
    }

    [Test]
    public void A_name_stands_for_one_class_in_any_type_and_another_for_another()
    {
        var text = Sample([new Text { Id = "7" }, new Text { Id = "8" }]);
        var numbers = Sample([new Number { Id = 7 }, new Number { Id = 8 }]);
        var names = _mlContext.Data.LoadFromEnumerable([new Text { Id = "8" }, new Text { Id = "7" }]);
        var keys = _mlContext.Transforms.Conversion.MapValueToKey("Id").Fit(names).Transform(names);

        Assert.That(text.Select(row => row.Length), Is.All.EqualTo(3 * Pixels));
        Assert.That(text, Is.Unique);
        Assert.That(numbers, Is.EqualTo(text));
        Assert.That(Estimator().Fit(keys).Transform(keys).Vectors("Generated"), Is.EqualTo(new[] { text[1], text[0] }));
    }

    [Test]
    public void The_images_are_those_of_the_generator()
    {
        var drawn = Sample([new Text { Id = "7" }])[0];
        var seed = Vhe.MLNet.Generation.RowSeed.Of(2, "7");

        Assert.That(drawn.Chunk(Pixels), Is.EqualTo(ImageGenerator.GenerateNewClass(TinyModel.Model, 3, seed)));
    }

    [Test]
    public void The_seed_of_a_row_follows_from_all_of_it()
    {
        long[] seeds =
        [
            Vhe.MLNet.Generation.RowSeed.Of(1, "a"), Vhe.MLNet.Generation.RowSeed.Of(2, "a"),
            Vhe.MLNet.Generation.RowSeed.Of(1, "b"), Vhe.MLNet.Generation.RowSeed.Of(1, ""),
            Vhe.MLNet.Generation.RowSeed.Of(1, new float[] { 0, 1 }), Vhe.MLNet.Generation.RowSeed.Of(1, new float[] { 1, 0 }),
        ];

        Assert.That(seeds, Is.Unique);
        Assert.That(Vhe.MLNet.Generation.RowSeed.Of(1, "a"), Is.EqualTo(seeds[0]));
    }

    [Test]
    public void The_typed_sampler_comes_back_and_keeps_to_its_column()
    {
        var numbers = _mlContext.Data.LoadFromEnumerable([new Number { Id = 7 }]);
        var text = _mlContext.Data.LoadFromEnumerable([new Text { Id = "7" }]);
        using var stream = new MemoryStream();
        _mlContext.Model.Save(Estimator().Fit(numbers), null, stream);

        var sampler = ImageGenerationTransformer.From(_mlContext.Model.Load(new MemoryStream(stream.ToArray()), out _));

        Assert.That(
            (sampler.Count, sampler.Temperature, sampler.Seed, sampler.InputColumnName, sampler.OutputColumnName),
            Is.EqualTo((3, 1.0, 2L, "Id", "Generated")));
        Assert.That(sampler.Transform(numbers).Vectors("Generated"), Is.EqualTo(Sample([new Number { Id = 7 }])));
        Assert.That(() => sampler.Transform(text), Refusal.OfArgument("'Id'", "a whole number"));
    }

    [Test]
    public void Options_out_of_range_are_named_at_once()
    {
        Assert.That(() => Create(new() { Count = 65 }), Refusal.OfArgument("Count"));
        Assert.That(() => Create(new() { Temperature = -1 }), Refusal.OfArgument("Temperature"));
        Assert.That(() => Create(new() { NameColumnName = " " }), Refusal.OfArgument("NameColumnName"));

        ImageGenerationEstimator Create(ImageGenerationEstimator.Options options)
            => _mlContext.Transforms.SampleNewClass(TinyModel.Model, options);
    }

    private ImageGenerationEstimator Estimator()
        => _mlContext.Transforms.SampleNewClass(TinyModel.Model, new() { NameColumnName = "Id", Count = 3, Seed = 2 });

    private List<float[]> Sample<TRow>(IEnumerable<TRow> rows)
        where TRow : class
    {
        var view = _mlContext.Data.LoadFromEnumerable(rows);
        return Estimator().Fit(view).Transform(view).Vectors("Generated");
    }

    private sealed class Text
    {
        public string Id { get; set; } = "";

        public float Weight { get; set; }
    }

    private sealed class Number
    {
        public int Id { get; set; }
    }

    private sealed class Answer
    {
        public float[] New { get; set; } = [];
    }
}
