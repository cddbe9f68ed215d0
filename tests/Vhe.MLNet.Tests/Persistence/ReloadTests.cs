using ReloadHost;

namespace Vhe.MLNet.Tests.Persistence;

internal sealed class ReloadTests : FolderTests
{
    private readonly MLContext _mlContext = new(seed: 1);

    [Test]
    public void A_process_that_registers_nothing_gives_the_same_answers_bit_by_bit()
    {
        var (model, support) = FitWholePipeline();
        _mlContext.Model.Save(model, support.Schema, Folder["model.zip"]);

        var there = HostProcess.Run(Folder["model.zip"], Folder["support", "box"]);

        Assert.That(there, Is.EqualTo(ViewDump.ToJson(model.Transform(PathsOf(Folder["support", "box"])))));
        Assert.That(
            there,
            Does.Contain("\"PredictedLabel\":\"Key<UInt32, 0-2> [bar, box, cross]\"").And.Contains(
                "Vector<Single, 3> [bar, box, cross]"));
    }

    [TestCase(GlyphResize.Triangle)]
    [TestCase(GlyphResize.Threshold)]
    public void Another_process_resizes_as_told(GlyphResize resize)
    {
        var data = _mlContext.Data.LoadFromImageFolder(Folder.Draw([3], 2));
        var model = _mlContext.Transforms.LoadGlyphs(new() { Height = 9, Width = 9, Resize = resize }).Fit(data);
        _mlContext.Model.Save(model, null, Folder["model.zip"]);

        var paths = PathsOf(Folder["cross"]);
        var there = HostProcess.Run(Folder["model.zip"], Folder["cross"]);

        Assert.That(there, Is.EqualTo(ViewDump.ToJson(model.Transform(paths))));
        var byDefault = _mlContext.Transforms.LoadGlyphs(height: 9, width: 9).Fit(paths).Transform(paths);
        Assert.That(there, Is.Not.EqualTo(ViewDump.ToJson(byDefault)));
    }

    [Test]
    public void The_typed_classifier_comes_back_from_a_loaded_model()
    {
        var (model, support) = FitWholePipeline();
        using var stream = new MemoryStream();
        _mlContext.Model.Save(model, support.Schema, stream);
        var loaded = _mlContext.Model.Load(new MemoryStream(stream.ToArray()), out _);

        var before = FewShotClassifierTransformer.From(model);
        var after = FewShotClassifierTransformer.From(loaded);

        Assert.That(after, Is.Not.SameAs(before));
        Assert.That(after.ClassNames, Is.EqualTo(before.ClassNames));
        Assert.That(after.Options, Is.EqualTo(before.Options));
        Assert.That(after.Support.Classes.Select(item => item.Images.Count), Is.EqualTo(new[] { 2, 2, 2 }));
        Assert.That(after.Support.Classes[2].Images, Is.EqualTo(before.Support.Classes[2].Images));
        Assert.That(after.Model.ToBytes(), Is.EqualTo(before.Model.ToBytes()));
        Assert.That(
            after.Classifier.LogLikelihoods(Drawings.Draw(2, 9)), Is.EqualTo(
                before.Classifier.LogLikelihoods(Drawings.Draw(2, 9))));
        Assert.That(
            (after.ImageColumnName, after.PredictedLabelColumnName, after.ScoreColumnName, after.LogLikelihoodColumnName),
            Is.EqualTo(("Image", "PredictedLabel", "Score", "LogLikelihood")));
        Assert.That(FewShotClassifierTransformer.From(loaded).Classifier, Is.SameAs(after.Classifier), "parsed once a model");
    }

    [Test]
    public void The_typed_homoencoder_comes_back_and_makes_new_classifiers()
    {
        using var stream = new MemoryStream();
        _mlContext.Model.Save(TinyModel.Transformer, null, stream);
        var loaded = _mlContext.Model.Load(new MemoryStream(stream.ToArray()), out _);

        var typed = VheTransformer.From(loaded);
        var support = _mlContext.Data.LoadFromEnumerable(Glyph.Rows([0, 1], 2));
        var view = _mlContext.Transforms.FewShotClassifier(typed.Model).Fit(support).Transform(support);

        Assert.That(
            (typed.ImageColumnName, typed.OutputColumnName, typed.Training), Is.EqualTo(("Image", "Embedding", (object?)null)));
        Assert.That(
            view.Vectors("Score"), Is.EqualTo(
                _mlContext.Transforms.FewShotClassifier(TinyModel.Model).Fit(support).Transform(support).Vectors("Score")));
        Assert.That(VheTransformer.From(TinyModel.Transformer), Is.SameAs(TinyModel.Transformer));
    }

    [Test]
    public void What_is_not_there_is_not_found()
    {
        var other = _mlContext.Transforms.CopyColumns("A", "Label").Fit(_mlContext.Data.LoadFromEnumerable(Glyph.Rows([0], 1)));

        Assert.That(
            () => FewShotClassifierTransformer.From(other),
            Refusal.OfArgument("holds 0 transformers of type FewShotClassifierTransformer"));
        Assert.That(() => VheTransformer.From(other), Refusal.OfArgument("VheTransformer"));
        Assert.That(() => VheTransformer.From(TinyModel.Transformer, -1), Throws.InstanceOf<ArgumentOutOfRangeException>());
        Assert.That(() => VheTransformer.From(null!), Throws.ArgumentNullException);
    }

    private (ITransformer Model, IDataView Support) FitWholePipeline()
    {
        var support = _mlContext.Data.LoadFromImageFolder(Folder.Draw([0, 3, 4], 2, "support"));
        var pipeline = _mlContext.Transforms.LoadGlyphs(height: Drawings.Side, width: Drawings.Side)
            .Append(_mlContext.Transforms.FewShotClassifier(TinyModel.Model));
        var model = pipeline.Fit(support);
        Assert.That(model.LastTransformer.ClassNames, Is.EqualTo(new[] { "bar", "box", "cross" }));
        return (model, support);
    }

    private IDataView PathsOf(string folder)
    {
        var files = Directory.GetFiles(folder, "*.png").Order(StringComparer.Ordinal);
        return _mlContext.Data.LoadFromEnumerable(files.Select(file => new PathOnly { ImagePath = file }).ToList());
    }
}
