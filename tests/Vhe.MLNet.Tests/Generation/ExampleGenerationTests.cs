namespace Vhe.MLNet.Tests.Generation;

internal sealed class ExampleGenerationTests
{
    private const int Pixels = Drawings.Side * Drawings.Side;

    private readonly MLContext _mlContext = new(seed: 1);

    [TestCase(null)]
    [TestCase("Kind")]
    public void Keeps_its_promises_under_other_names(string? label)
    {
        var rows = NamedGlyph.Rows([0, 4], 4);
        var estimator = _mlContext.Transforms.GenerateFromExamples(
            TinyModel.Model, new() { OutputColumnName = "New", ImageColumnName = "Ink", LabelColumnName = label, Count = 1, Seed = 3 });
        var view = _mlContext.Data.LoadFromEnumerable(rows);

        EstimatorChecker.Check(_mlContext, estimator, view, [label ?? "Ink"], label is null ? [] : ["Ink"]);
        EstimatorChecker.CheckEngine<NamedGlyph, Answer>(_mlContext, estimator.Fit(view), rows, answer => answer.New);
    }

    [Test]
    public void A_row_has_images_of_its_own_that_follow_from_the_seed_and_its_image_alone()
    {
        var view = View(Glyph.Rows([0, 1], 2));
        var images = Fit(new() { Count = 3, Seed = 5 }, view).Transform(view);
        var other = Fit(new() { Count = 3, Seed = 6 }, view).Transform(view);

        Assert.That(images.Schema.SizeOf("Generated"), Is.EqualTo(3 * Pixels));
        Assert.That(images.Vectors("Generated").SelectMany(row => row), Is.All.EqualTo(0f).Or.EqualTo(1f));
        Assert.That(images.Vectors("Generated"), Is.Unique, "noise of its own for every row");
        Assert.That(images.Vectors("Generated").SelectMany(row => row.Chunk(Pixels)), Is.Unique, "and for every image");
        Assert.That(other.Vectors("Generated"), Is.Not.EqualTo(images.Vectors("Generated")));
        var alone = View(Glyph.Rows([1], 1));
        Assert.That(
            Fit(new() { Count = 3, Seed = 5 }, alone).Transform(alone).Vectors("Generated")[0],
            Is.EqualTo(images.Vectors("Generated")[2]));
    }

    [Test]
    public void With_classes_the_images_are_drawn_from_all_examples_of_the_rows_class()
    {
        var support = View(Glyph.Rows([0, 4], 3));
        var generator = Fit(new() { LabelColumnName = "Label", Count = 20 }, support);
        using var classifier = new FewShotClassifier(TinyModel.Model, generator.Examples!);

        // The image is not read: a row of a class needs none.
        var rows = _mlContext.Data.LoadFromEnumerable(
            [new Labeled { Label = "box" }, new Labeled { Label = "bar" }, new Labeled { Label = "box" }]);
        var drawn = generator.Transform(rows).Vectors("Generated");

        Assert.That(drawn[2], Is.EqualTo(drawn[0]), "equal rows have equal images");
        var right = classifier.Classify([.. drawn[0].Chunk(Pixels)]).Count(k => k == 1)
            + classifier.Classify([.. drawn[1].Chunk(Pixels)]).Count(k => k == 0);
        Assert.That(right, Is.GreaterThan(24), "of 40; chance is 20");
    }

    [Test]
    public void Labels_may_be_keys()
    {
        var text = View(Glyph.Rows([0, 4], 2));
        var keys = _mlContext.Transforms.Conversion.MapValueToKey("Label").Fit(text).Transform(text);
        var options = new ImageGenerationEstimator.Options { LabelColumnName = "Label", Count = 1 };

        Assert.That(
            Fit(options, keys).Transform(keys).Vectors("Generated"),
            Is.EqualTo(Fit(options, text).Transform(text).Vectors("Generated")));
        Assert.That(() => Fit(options, keys).Transform(text), Refusal.OfArgument("'Label'", "key", "as when it was fitted"));
        Assert.That(() => Fit(options, text).Transform(keys), Refusal.OfArgument("'Label'", "text", "as when it was fitted"));
    }

    [Test]
    public void Key_values_that_are_no_text_are_refused()
    {
        var rows = _mlContext.Data.LoadFromEnumerable([new Numbered { Label = 7, Image = Drawings.Draw(0, 0) }]);
        var keys = _mlContext.Transforms.Conversion.MapValueToKey("Label").Fit(rows).Transform(rows);

        Assert.That(
            () => Fit(new() { LabelColumnName = "Label" }, keys), Refusal.OfArgument("'Label'", "Single", "key values of text"));
    }

    [Test]
    public void One_class_is_enough_and_others_are_named()
    {
        var generator = Fit(new() { LabelColumnName = "Label", Count = 1 }, View(Glyph.Rows([0], 1)));

        Assert.That(
            () => generator.Transform(View([new Glyph { Label = "comet" }])).Vectors("Generated"),
            Refusal.OfData("'Label'", "'comet'", "'bar'"));
        Assert.That(
            () => generator.Transform(View([new Glyph { Label = "" }])).Vectors("Generated"),
            Refusal.OfData("'Label'", "missing"));
    }

    [Test]
    public void A_bad_image_is_named()
    {
        var view = View([new Glyph { Label = "bar", Image = new float[Pixels] }, new Glyph { Label = "x", Image = [.. Bad()] }]);

        Assert.That(() => Fit(new(), view).Transform(view).Vectors("Generated"), Refusal.OfData("'Image'", "NaN"));
        Assert.That(() => Fit(new() { LabelColumnName = "Label" }, view), Refusal.OfData("'Image'", "NaN", "'x'"));

        static IEnumerable<float> Bad() => Enumerable.Repeat(float.NaN, Pixels);
    }

    [Test]
    public void The_typed_generator_comes_back()
    {
        var view = View(Glyph.Rows([0, 4], 2));
        var options = new ImageGenerationEstimator.Options
        {
            LabelColumnName = "Label",
            Count = 2,
            Temperature = 0.5,
            Seed = 9,
        };
        var second = new ImageGenerationEstimator.Options { OutputColumnName = "Own", Count = 1 };
        var model = _mlContext.Transforms.GenerateFromExamples(TinyModel.Model, options)
            .Append(_mlContext.Transforms.GenerateFromExamples(TinyModel.Model, second)).Fit(view);
        using var stream = new MemoryStream();
        _mlContext.Model.Save(model, null, stream);
        var loaded = _mlContext.Model.Load(new MemoryStream(stream.ToArray()), out _);

        var generator = ImageGenerationTransformer.From(loaded);

        Assert.That(
            (generator.Count, generator.Temperature, generator.Seed, generator.InputColumnName, generator.OutputColumnName),
            Is.EqualTo((2, 0.5, 9L, "Label", "Generated")));
        Assert.That(generator.Examples!.Classes.Select(item => item.Images.Count), Is.EqualTo(new[] { 2, 2 }));
        Assert.That(generator.Transform(view).Vectors("Generated"), Is.EqualTo(model.Transform(view).Vectors("Generated")));
        Assert.That(ImageGenerationTransformer.From(loaded, 1).OutputColumnName, Is.EqualTo("Own"));
        Assert.That(ImageGenerationTransformer.From(loaded, 1).Examples, Is.Null);
    }

    [Test]
    public void Options_out_of_range_are_named_at_once()
    {
        Assert.That(() => Create(new() { Count = 0 }), Refusal.OfArgument("Count"));
        Assert.That(() => Create(new() { Count = 65 }), Refusal.OfArgument("Count"));
        Assert.That(() => Create(new() { Temperature = 0 }), Refusal.OfArgument("Temperature"));
        Assert.That(() => Create(new() { Temperature = double.NaN }), Refusal.OfArgument("Temperature"));
        Assert.That(() => Create(new() { LabelColumnName = " " }), Refusal.OfArgument("LabelColumnName"));
        Assert.That(() => Create(new() { OutputColumnName = "" }), Refusal.OfArgument("OutputColumnName"));
        Assert.That(() => _mlContext.Transforms.GenerateFromExamples(null!), Throws.ArgumentNullException);

        ImageGenerationEstimator Create(ImageGenerationEstimator.Options options)
            => _mlContext.Transforms.GenerateFromExamples(TinyModel.Model, options);
    }

    private ImageGenerationTransformer Fit(ImageGenerationEstimator.Options options, IDataView view)
        => _mlContext.Transforms.GenerateFromExamples(TinyModel.Model, options).Fit(view);

    private IDataView View(IEnumerable<Glyph> rows) => _mlContext.Data.LoadFromEnumerable(rows);

    private sealed class Answer
    {
        public float[] New { get; set; } = [];
    }

    private sealed class Labeled
    {
        public string Label { get; set; } = "";
    }

    private sealed class Numbered
    {
        public float Label { get; set; }

        [VectorType(Pixels)]
        public float[] Image { get; set; } = [];
    }
}
