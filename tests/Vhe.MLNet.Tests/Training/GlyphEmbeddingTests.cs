using ReloadHost;

namespace Vhe.MLNet.Tests.Training;

internal sealed class GlyphEmbeddingTests
{
    private readonly MLContext _mlContext = new(seed: 1);

    [Test]
    public void Keeps_its_promises_under_other_names()
    {
        var rows = NamedGlyph.Rows([0, 4], 4);
        var view = _mlContext.Data.LoadFromEnumerable(rows);
        var estimator = _mlContext.Transforms.EmbedGlyphs(TinyModel.Model, "Template", "Ink");

        EstimatorChecker.Check(_mlContext, estimator, view, ["Ink"]);
        EstimatorChecker.CheckEngine<NamedGlyph, Answer>(_mlContext, estimator.Fit(view), rows, answer => answer.Template);
    }

    [Test]
    public void The_code_is_the_model_s()
    {
        var view = _mlContext.Data.LoadFromEnumerable(Glyph.Rows([0, 4], 2));

        var transformer = _mlContext.Transforms.EmbedGlyphs(TinyModel.Model).Fit(view);

        var codes = transformer.Transform(view);
        Assert.That(codes.Schema.SizeOf("Embedding"), Is.EqualTo(TinyModel.Model.EmbeddingLength));
        Assert.That(codes.Vectors("Embedding")[2], Is.EqualTo(TinyModel.Model.Embed([Drawings.Draw(4, 0)])));
        Assert.That(transformer.Model, Is.SameAs(TinyModel.Model));
        Assert.That(transformer.Training, Is.Null);
        Assert.That((transformer.ImageColumnName, transformer.OutputColumnName), Is.EqualTo(("Image", "Embedding")));
    }

    [Test]
    public void The_pretrained_model_encodes_glyphs_in_another_process_bit_by_bit()
    {
        using var folder = new TemporaryFolder();
        var files = Directory.GetFiles(folder.Draw([0], 2), "*.png", SearchOption.AllDirectories).Order(StringComparer.Ordinal);
        var data = _mlContext.Data.LoadFromEnumerable(files.Select(file => new PathOnly { ImagePath = file }).ToList());
        var model = _mlContext.Transforms.LoadGlyphs().Append(_mlContext.Transforms.EmbedGlyphs(VhePretrained.Glyphs)).Fit(data);
        _mlContext.Model.Save(model, data.Schema, folder["model.zip"]);

        var there = HostProcess.Run(folder["model.zip"], folder["bar"]);

        Assert.That(there, Is.EqualTo(ViewDump.ToJson(model.Transform(data))));
        Assert.That(there, Does.Contain($"\"Embedding\":\"Vector<Single, {VhePretrained.Glyphs.EmbeddingLength}>"));
        var typed = VheTransformer.From(_mlContext.Model.Load(folder["model.zip"], out _));
        Assert.That(typed.Model.ToBytes(), Is.EqualTo(VhePretrained.Glyphs.ToBytes()));
        typed.Model.Dispose();
    }

    [Test]
    public void What_cannot_be_used_is_named_at_once()
    {
        var data = _mlContext.Data.LoadFromEnumerable(Glyph.Rows([0], 1));
        using var large = VheModel.Create(TinyModel.Network with { TemplateChannels = 16, Height = 256, Width = 256 });

        Assert.That(() => _mlContext.Transforms.EmbedGlyphs(TinyModel.Model, ""), Refusal.OfArgument("OutputColumnName"));
        Assert.That(
            () => _mlContext.Transforms.EmbedGlyphs(TinyModel.Model, inputColumnName: " "), Refusal.OfArgument("InputColumnName"));
        Assert.That(() => _mlContext.Transforms.EmbedGlyphs(null!), Throws.ArgumentNullException);
        Assert.That(() => _mlContext.Transforms.EmbedGlyphs(large), Refusal.OfArgument("TemplateChannels", "1048576"));
        Assert.That(
            () => _mlContext.Transforms.EmbedGlyphs(VhePretrained.Glyphs).Fit(data), Refusal.OfArgument("'Image'", "144", "784"));
    }

    private sealed class Answer
    {
        public float[] Template { get; set; } = [];
    }
}
