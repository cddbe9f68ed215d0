using Vhe.MLNet.Generation;

namespace Vhe.MLNet.Tests.Generation;

internal sealed class StyleTransferTests
{
    private const int Side = 8;
    private const int Length = 3 * Side * Side;

    private readonly MLContext _mlContext = new(seed: 1);
    private readonly VheModel _model = VheModel.Create(
        PixelCnnVheOptions.Tiny with { Height = Side, Width = Side, Style = StyleOptions.Tiny }, seed: 3);

    [OneTimeTearDown]
    public void DisposeModel() => _model.Dispose();

    [Test]
    public void Keeps_its_promises_under_other_names()
    {
        var estimator = Estimator(new() { OutputColumnName = "Drawn", ImageColumnName = "Ink", StyleColumnName = "Like", Count = 2, Seed = 4 });

        EstimatorChecker.Check(_mlContext, estimator, View(5), ["Ink", "Like"]);
        EstimatorChecker.CheckEngine<Pair, Answer>(_mlContext, estimator.Fit(View(5)), Rows(5), answer => answer.Drawn);
    }

    [Test]
    public void The_images_are_those_of_the_library_whatever_the_order()
    {
        var transformer = Estimator(new() { OutputColumnName = "Drawn", ImageColumnName = "Ink", StyleColumnName = "Like", Count = 2, Seed = 4 }).Fit(View(3));

        var drawn = transformer.Transform(View(3)).Vectors("Drawn");

        var (content, style) = (Rows(3)[1].Ink, Rows(3)[1].Like);
        var seed = RowSeed.Of(4, [.. content, .. style]);
        Assert.That(drawn[1].Chunk(Length), Is.EqualTo(StyleTransfer.Draw(_model, [content], [style], 2, seed)));
        var reversed = _mlContext.Data.LoadFromEnumerable(Enumerable.Reverse(Rows(3)), Schema());
        Assert.That(Enumerable.Reverse(transformer.Transform(reversed).Vectors("Drawn")), Is.EqualTo(drawn));
    }

    [Test]
    public void The_typed_transformer_comes_back()
    {
        using var stream = new MemoryStream();
        var transformer = Estimator(new() { OutputColumnName = "Drawn", ImageColumnName = "Ink", StyleColumnName = "Like", Count = 3, Temperature = 0.5, Seed = 9 }).Fit(View(2));
        _mlContext.Model.Save(transformer, null, stream);

        var loaded = ImageGenerationTransformer.From(_mlContext.Model.Load(new MemoryStream(stream.ToArray()), out _));

        Assert.That(
            (loaded.Count, loaded.Temperature, loaded.Seed, loaded.InputColumnName, loaded.StyleColumnName, loaded.OutputColumnName),
            Is.EqualTo((3, 0.5, 9L, "Ink", "Like", "Drawn")));
        Assert.That(loaded.ImageShape, Is.EqualTo(_model.ImageShape));
        Assert.That(loaded.Transform(View(2)).Vectors("Drawn"), Is.EqualTo(transformer.Transform(View(2)).Vectors("Drawn")));
    }

    [Test]
    public void Colors_come_from_files_by_transforms_of_ML_NET()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllBytes(folder["a.bmp"], EncodedImages.Bmp(Side, Side, 51));
        var data = _mlContext.Data.LoadFromImageFolder(folder.Root, LabelFrom.None);
        var pipeline = _mlContext.Transforms.LoadImages("Picture", "", "ImagePath")
            .Append(_mlContext.Transforms.ResizeImages("Picture", Side, Side))
            .Append(_mlContext.Transforms.ExtractPixels("Image", "Picture", offsetImage: 255, scaleImage: -1f / 255))
            .Append(_mlContext.Transforms.CopyColumns("Style", "Image"))
            .Append(_mlContext.Transforms.TransferStyle(_model, count: 1));

        var view = pipeline.Fit(data).Transform(data);

        Assert.That(view.Vectors("Image")[0], Has.Length.EqualTo(Length).And.All.EqualTo(0.8f).Within(1e-5));
        Assert.That(view.Vectors("Generated")[0], Has.Length.EqualTo(Length).And.All.InRange(0f, 1f));
    }

    [Test]
    public void What_cannot_be_used_is_named()
    {
        Assert.That(() => Estimator(new() { Count = 0 }), Refusal.OfArgument("Count"));
        Assert.That(() => Estimator(new() { StyleColumnName = "" }), Refusal.OfArgument("StyleColumnName"));
        Assert.That(() => _mlContext.Transforms.TransferStyle(_model, "O", "Ink", "Nowhere").Fit(View(1)), Refusal.OfArgument("'Nowhere'"));
        Assert.That(() => _mlContext.Transforms.TransferStyle(TinyModel.Model), Refusal.OfArgument("style"));
        Assert.That(() => _mlContext.Transforms.GenerateFromExamples(_model), Refusal.OfArgument("style"));
        Assert.That(() => _mlContext.Transforms.SampleNewClass(_model), Refusal.OfArgument("style"));
        Assert.That(
            () => _mlContext.Transforms.VariationalHomoencoder(new VariationalHomoencoderEstimator.Options { Network = _model.Options }),
            Refusal.OfArgument("Network", "style"));
    }

    private ImageGenerationEstimator Estimator(ImageGenerationEstimator.Options options)
        => _mlContext.Transforms.TransferStyle(_model, options);

    private IDataView View(int count) => _mlContext.Data.LoadFromEnumerable(Rows(count), Schema());

    private static List<Pair> Rows(int count)
    {
        var random = new Random(5);
        return [.. Enumerable.Range(0, count).Select(i => new Pair { Ink = Image(), Like = Image(), Number = i })];

        float[] Image() => [.. Enumerable.Range(0, Length).Select(_ => random.Next(16) / 15f)];
    }

    private static SchemaDefinition Schema()
    {
        var schema = SchemaDefinition.Create(typeof(Pair));
        schema[nameof(Pair.Ink)].ColumnType = new VectorDataViewType(NumberDataViewType.Single, Length);
        schema[nameof(Pair.Like)].ColumnType = new VectorDataViewType(NumberDataViewType.Single, Length);
        return schema;
    }

    private sealed class Pair
    {
        public float[] Ink { get; set; } = [];

        public float[] Like { get; set; } = [];

        public float Number { get; set; }
    }

    private sealed class Answer
    {
        public float[] Drawn { get; set; } = [];
    }
}
