using ReloadHost;

namespace Vhe.MLNet.Tests.Classification;

/// <summary>Classes that come and go in a fitted or loaded pipeline.</summary>
internal sealed class ClassEditingTests
{
    private readonly MLContext _mlContext = new(seed: 1);

    [Test]
    public void A_class_added_is_as_if_it_had_been_fitted()
    {
        var expected = Fit([0, 1, 4]);
        var queries = View(Glyph.Rows([0, 1, 4], 2, 30));

        var found = Fit([0, 1]).WithClass("box", [.. Glyph.Rows([4], 3).Select(row => row.Image)]);

        Assert.That(found.ClassNames, Is.EqualTo(new[] { "bar", "beam", "box" }));
        AssertSame(found.Transform(queries), expected.Transform(queries));
        Assert.That(found.Classifier.Unknown.Threshold, Is.EqualTo(expected.Classifier.Unknown.Threshold).Within(1e-6));
    }

    [Test]
    public void To_add_a_class_makes_no_model_file_s_text_before_it_is_used()
    {
        // That text holds the calibration of every class.
        var more = Fit([0, 1]).WithClass("box", [.. Glyph.Rows([4], 3).Select(row => row.Image)]);
        Assert.That(more.Classifier.Unknown.SoFar.Keys, Is.EquivalentTo(new[] { "bar", "beam" }));

        more.Transform(View(Glyph.Rows([4], 1, 30)));

        Assert.That(more.Classifier.Unknown.SoFar.Keys, Is.EquivalentTo(new[] { "bar", "beam", "box" }));
    }

    [Test]
    public void A_class_left_out_is_as_if_it_had_never_been_there()
    {
        var expected = Fit([0, 4]);
        var queries = View(Glyph.Rows([0, 1, 4], 2, 30));

        AssertSame(Fit([0, 1, 4]).WithoutClass("beam").Transform(queries), expected.Transform(queries));
    }

    [Test]
    public void A_loaded_pipeline_learns_a_class_and_is_saved_for_another_process()
    {
        using var folder = new TemporaryFolder();
        var support = _mlContext.Data.LoadFromImageFolder(folder.Draw([0, 3], 2, "support"));
        folder.Draw([4], 3, "more");
        var fitted = _mlContext.Transforms.LoadGlyphs(height: Drawings.Side, width: Drawings.Side)
            .Append(_mlContext.Transforms.FewShotClassifier(TinyModel.Model))
            .Append(_mlContext.Transforms.Conversion.MapKeyToValue("Name", "PredictedLabel"))
            .Fit(support);
        _mlContext.Model.Save(fitted, support.Schema, folder["model.zip"]);
        var loaded = _mlContext.Model.Load(folder["model.zip"], out var schema);
        var before = ViewDump.ToJson(loaded.Transform(Paths(folder["support", "bar"])));

        var larger = FewShotClassifierTransformer.From(loaded)
            .WithClass("box", [.. Enumerable.Range(0, 3).Select(variant => Drawings.Draw(4, variant))])
            .ReplaceIn(loaded);
        _mlContext.Model.Save(larger, schema, folder["larger.zip"]);
        var there = HostProcess.Run(folder["larger.zip"], folder["more", "box"]);

        Assert.That(there, Is.EqualTo(ViewDump.ToJson(larger.Transform(Paths(folder["more", "box"])))));
        Assert.That(there, Does.Contain("Key<UInt32, 0-2> [bar, cross, box]"));
        Assert.That(there, Does.Contain("Vector<Single, 3> [bar, cross, box]"));
        Assert.That(there, Does.Contain("\"Name\":\"box\""));
        Assert.That(ViewDump.ToJson(loaded.Transform(Paths(folder["support", "bar"]))), Is.EqualTo(before), "stays as it is");
    }

    [Test]
    public void One_of_several_classifiers_is_replaced_and_the_other_steps_are_shared()
    {
        var data = View(Glyph.Rows([0, 1], 2));
        var second = new FewShotClassifierEstimator.Options { ScoreColumnName = "Second", IsKnownColumnName = null };
        var model = _mlContext.Transforms.CopyColumns("Kind", "Label")
            .Append(_mlContext.Transforms.FewShotClassifier(TinyModel.Model))
            .Append(_mlContext.Transforms.FewShotClassifier(TinyModel.Model, second))
            .Fit(data);
        var larger = FewShotClassifierTransformer.From(model, 1).WithClass("dot", [Drawings.Draw(5, 0)]);

        var replaced = larger.ReplaceIn(model, 1);

        var schema = replaced.GetOutputSchema(data.Schema);
        Assert.That((schema.SizeOf("Score"), schema.SizeOf("Second")), Is.EqualTo((2, 3)));
        Assert.That(FewShotClassifierTransformer.From(replaced, 1), Is.SameAs(larger));
        Assert.That(FewShotClassifierTransformer.From(replaced), Is.SameAs(FewShotClassifierTransformer.From(model)));
        Assert.That(((IEnumerable<ITransformer>)replaced).First(), Is.SameAs(model.First()));
        Assert.That(larger.ReplaceIn(FewShotClassifierTransformer.From(model)), Is.SameAs(larger));
        Assert.That(() => larger.ReplaceIn(model, 2), Refusal.OfArgument("holds 2 transformers"));
        Assert.That(() => larger.ReplaceIn(model, -1), Throws.InstanceOf<ArgumentOutOfRangeException>());
    }

    [Test]
    public void It_keeps_its_columns_and_options_and_drops_the_prior_of_a_class_left_out()
    {
        var options = new FewShotClassifierEstimator.Options
        {
            PredictedLabelColumnName = "Best",
            ScoreColumnName = "Posterior",
            IsKnownColumnName = "Real",
            FalseRejectionRate = 0.3,
            Priors = new Dictionary<string, double>(StringComparer.Ordinal) { ["bar"] = 2, ["beam"] = 3 },
        };
        var classifier = _mlContext.Transforms.FewShotClassifier(TinyModel.Model, options).Fit(View(Glyph.Rows([0, 1, 2], 2)));

        var fewer = classifier.WithoutClass("beam");

        var columns = (fewer.PredictedLabelColumnName, fewer.ScoreColumnName, fewer.IsKnownColumnName);
        Assert.That(columns, Is.EqualTo(("Best", "Posterior", "Real")));
        Assert.That(fewer.Options.FalseRejectionRate, Is.EqualTo(0.3));
        Assert.That(fewer.Options.Priors!.Single(), Is.EqualTo(KeyValuePair.Create("bar", 2.0)));
    }

    [Test]
    public void What_cannot_come_or_go_is_named()
    {
        var classifier = Fit([0, 1]);

        Assert.That(() => classifier.WithClass("Bar", [Drawings.Draw(2, 0)]), Refusal.OfArgument("'bar'", "'Bar'"));
        Assert.That(() => classifier.WithClass("new", [new float[784]]), Refusal.OfArgument("class 'new'", "784"));
        Assert.That(() => classifier.WithClass("new", []), Refusal.OfArgument("'new' has no images"));
        Assert.That(() => classifier.WithoutClass("box"), Refusal.OfArgument("no class 'box'"));
        Assert.That(() => classifier.WithoutClass("bar"), Refusal.OfArgument("'bar'", "at least two"));
    }

    private static void AssertSame(IDataView found, IDataView expected)
    {
        Assert.That(found.Schema.SlotNamesOf("Score"), Is.EqualTo(expected.Schema.SlotNamesOf("Score")));
        Assert.That(found.Schema.KeyValuesOf("PredictedLabel"), Is.EqualTo(expected.Schema.KeyValuesOf("PredictedLabel")));
        Assert.That(found.GetColumn<uint>("PredictedLabel"), Is.EqualTo(expected.GetColumn<uint>("PredictedLabel")));
        Assert.That(found.GetColumn<bool>("IsKnown"), Is.EqualTo(expected.GetColumn<bool>("IsKnown")));
        var (scores, right) = (found.Vectors("Score"), expected.Vectors("Score"));
        for (var row = 0; row < right.Count; row++)
            Assert.That(scores[row], Is.EqualTo(right[row]).Within(1e-4f), $"row {row}");
    }

    private FewShotClassifierTransformer Fit(IEnumerable<int> kinds)
        => _mlContext.Transforms.FewShotClassifier(TinyModel.Model).Fit(View(Glyph.Rows(kinds, 3)));

    private IDataView Paths(string folder)
        => _mlContext.Data.LoadFromEnumerable(Directory.GetFiles(folder, "*.png").Order(StringComparer.Ordinal)
            .Select(file => new PathOnly { ImagePath = file }).ToList());

    private IDataView View(IEnumerable<Glyph> rows) => _mlContext.Data.LoadFromEnumerable(rows);
}
