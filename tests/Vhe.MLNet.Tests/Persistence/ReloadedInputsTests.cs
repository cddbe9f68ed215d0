using ReloadHost;

namespace Vhe.MLNet.Tests.Persistence;

/// <summary>Pipelines that another process loads, and feeds with paths or with the bytes of files.</summary>
internal sealed class ReloadedInputsTests : FolderTests
{
    private readonly MLContext _mlContext = new(seed: 1);
    private string[] _files = null!;

    [SetUp]
    public void DrawFiles()
        => _files = [.. Directory.GetFiles(Path.Combine(Folder.Draw([4], 2), "box")).Order(StringComparer.Ordinal)];

    [Test]
    public void A_style_is_transferred_in_another_process_bit_by_bit()
    {
        const int side = 8;
        using var factorial = VheModel.Create(
            PixelCnnVheOptions.Tiny with { Height = side, Width = side, Style = StyleOptions.Tiny }, seed: 3);
        var transforms = _mlContext.Transforms;
        var model = transforms.LoadImages("Picture", "", "ImagePath")
            .Append(transforms.ResizeImages("Picture", side, side))
            .Append(transforms.ExtractPixels("Image", "Picture", offsetImage: 255, scaleImage: -1f / 255))
            .Append(transforms.CopyColumns("Style", "Image"))
            .Append(transforms.TransferStyle(factorial, new() { Count = 2, Seed = 5 }))
            .Fit(Paths());

        var there = Elsewhere(model);

        Assert.That(there, Is.EqualTo(ViewDump.ToJson(model.Transform(Paths()))));
        Assert.That(there, Does.Contain($"\"Generated\":\"Vector<Single, {2 * 3 * side * side}>"));
    }

    [Test]
    public void A_trained_model_encodes_in_another_process_bit_by_bit()
    {
        var glyphs = _mlContext.Transforms.LoadGlyphs(height: Drawings.Side, width: Drawings.Side).Fit(Paths());
        var model = new TransformerChain<ITransformer>(glyphs, TinyModel.Transformer);

        var there = Elsewhere(model);

        Assert.That(there, Is.EqualTo(ViewDump.ToJson(model.Transform(Paths()))));
        Assert.That(there, Does.Contain($"\"Embedding\":\"Vector<Single, {TinyModel.Model.EmbeddingLength}>"));
    }

    [Test]
    public void Bytes_of_files_are_read_in_another_process_bit_by_bit()
    {
        var rows = Array.ConvertAll(_files, file => new BytesOnly { Picture = File.ReadAllBytes(file) });
        var data = _mlContext.Data.LoadFromEnumerable(rows);
        var estimator = _mlContext.Transforms.LoadGlyphs("Image", "Picture", Drawings.Side, Drawings.Side);
        var model = estimator.Fit(data);

        Assert.That(Elsewhere(model, "bytes"), Is.EqualTo(ViewDump.ToJson(model.Transform(data))));
        EstimatorChecker.CheckEngine<BytesOnly, Inked>(_mlContext, model, rows, answer => answer.Image);
    }

    [Test]
    public void A_prediction_engine_gives_the_codes_of_a_trained_model()
        => EstimatorChecker.CheckEngine<Glyph, Coded>(
            _mlContext, new TransformerChain<ITransformer>(TinyModel.Transformer), Glyph.Rows([0, 4], 2), answer => answer.Embedding);

    private string Elsewhere(ITransformer model, params string[] more)
    {
        _mlContext.Model.Save(model, null, Folder["model.zip"]);
        return HostProcess.Run([Folder["model.zip"], Folder["box"], .. more]);
    }

    private IDataView Paths()
        => _mlContext.Data.LoadFromEnumerable(Array.ConvertAll(_files, file => new PathOnly { ImagePath = file }));

    private sealed class Inked
    {
        public float[] Image { get; set; } = [];
    }

    private sealed class Coded
    {
        public float[] Embedding { get; set; } = [];
    }
}
