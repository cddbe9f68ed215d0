using ReloadHost;

namespace Vhe.MLNet.Tests.Classification;

/// <summary>The column that says whether an image is of any class, and the priors.</summary>
internal sealed class UnknownTests
{
    private const int Shots = 5;

    // The tiny model has hardly learned what a glyph is: noise is told from drawings where many drawings may be rejected.
    private const double Rate = 0.4;

    private readonly MLContext _mlContext = new(seed: 1);

    [Test]
    public void Noise_is_unknown_and_other_drawings_of_the_classes_are_known([Values] ClassificationRule rule)
    {
        var classifier = Fit(new() { Rule = rule, ClassSamples = 2, TransformSamples = 2, FalseRejectionRate = Rate });

        var known = classifier.Transform(Others()).GetColumn<bool>("IsKnown").ToArray();
        var noise = classifier.Transform(Noise()).GetColumn<bool>("IsKnown").ToArray();

        Assert.That(known.Count(answer => answer), Is.GreaterThan(known.Length / 3), $"of {known.Length}");
        Assert.That(noise, Is.All.False);
    }

    [Test]
    public void The_column_is_what_the_detector_says_of_the_predicted_class()
    {
        var classifier = Fit(new());
        var images = Others().Vectors("Image");

        var view = classifier.Transform(Others());

        var classes = view.GetColumn<uint>("PredictedLabel").Select(key => (int)key - 1).ToArray();
        Assert.That(view.GetColumn<bool>("IsKnown"), Is.EqualTo(classifier.Classifier.Unknown.AreKnown(images, classes)));
    }

    [Test]
    public void A_label_may_be_missing_where_the_image_is_unknown()
    {
        var classifier = Fit(new() { MissingLabelWhereUnknown = true, IsKnownColumnName = "Real", FalseRejectionRate = Rate });

        var known = classifier.Transform(Others());
        var keys = known.GetColumn<uint>("PredictedLabel").ToArray();

        Assert.That(keys.Select(key => key > 0), Is.EqualTo(known.GetColumn<bool>("Real")));
        Assert.That(keys, Has.Some.GreaterThan(0u));
        Assert.That(classifier.Transform(Noise()).GetColumn<uint>("PredictedLabel"), Is.All.EqualTo(0u));
    }

    [TestCase(true)]
    [TestCase(false)]
    public void Without_the_column_nothing_is_calibrated_unless_labels_need_it(bool missingLabel)
    {
        var classifier = Fit(new() { IsKnownColumnName = null, MissingLabelWhereUnknown = missingLabel });

        Assert.That(classifier.Classifier.Unknown.SoFar, Has.Count.EqualTo(missingLabel ? 4 : 0));
        Assert.That(classifier.IsKnownColumnName, Is.Null);
        Assert.That(
            classifier.Transform(Others()).Schema.VisibleNames(),
            Is.EquivalentTo(new[] { "Label", "Image", "Score", "PredictedLabel", "LogLikelihood" }));
    }

    [Test]
    public void It_keeps_its_promises_in_every_combination([Values(null, "Real")] string? name, [Values] bool missing)
        => EstimatorChecker.Check(
            _mlContext,
            _mlContext.Transforms.FewShotClassifier(TinyModel.Model, new FewShotClassifierEstimator.Options
            {
                IsKnownColumnName = name,
                MissingLabelWhereUnknown = missing,
                FalseRejectionRate = 0.2,
                Priors = new Dictionary<string, double>(StringComparer.Ordinal) { ["beam"] = 2 },
            }),
            View(Glyph.Rows([0, 1, 4], 3)),
            ["Image"],
            "Label");

    [Test]
    public void The_threshold_comes_back_from_a_saved_model_without_being_computed()
    {
        var classifier = Fit(new() { FalseRejectionRate = 0.25 });
        using var stream = new MemoryStream();
        _mlContext.Model.Save(classifier, null, stream);

        var loaded = FewShotClassifierTransformer.From(_mlContext.Model.Load(new MemoryStream(stream.ToArray()), out _));

        Assert.That(loaded.Classifier.Unknown.SoFar, Has.Count.EqualTo(4), "before anybody asked");
        Assert.That(loaded.Classifier.Unknown.Threshold, Is.EqualTo(classifier.Classifier.Unknown.Threshold));
        Assert.That((loaded.IsKnownColumnName, loaded.Options.FalseRejectionRate), Is.EqualTo(("IsKnown", 0.25)));
    }

    [Test]
    public void Threads_and_processes_agree()
    {
        using var folder = new TemporaryFolder();
        var support = _mlContext.Data.LoadFromImageFolder(folder.Draw([0, 3, 4], 3, "support"));
        var model = _mlContext.Transforms.LoadGlyphs(height: Drawings.Side, width: Drawings.Side)
            .Append(_mlContext.Transforms.FewShotClassifier(
                TinyModel.Model, new FewShotClassifierEstimator.Options { MissingLabelWhereUnknown = true }))
            .Fit(support);
        _mlContext.Model.Save(model, support.Schema, folder["model.zip"]);
        var files = Directory.GetFiles(folder["support", "box"], "*.png").Order(StringComparer.Ordinal);
        var paths = files.Select(file => new PathOnly { ImagePath = file }).ToList();

        var here = new string[4];
        Parallel.For(0, here.Length, thread
            => here[thread] = ViewDump.ToJson(model.Transform(new MLContext(thread).Data.LoadFromEnumerable(paths))));

        Assert.That(here, Is.All.EqualTo(here[0]).And.All.Contain("\"IsKnown\":\"True\""));
        Assert.That(HostProcess.Run(folder["model.zip"], folder["support", "box"]), Is.EqualTo(here[0]));
    }

    [Test]
    public void Priors_weigh_the_posterior()
    {
        var even = Fit(new());
        var uneven = Fit(new() { Priors = new Dictionary<string, double>(StringComparer.Ordinal) { ["box"] = 1e30 } });
        var expected = even.Transform(Others()).Read("Score", (VBuffer<float> value) => value.DenseValues().ToArray());

        var view = uneven.Transform(Others());

        var scores = view.Vectors("Score");
        var best = view.GetColumn<uint>("PredictedLabel").ToArray();
        for (var row = 0; row < scores.Count; row++)
        {
            var joint = expected[row].Select((value, k) => value * (k == 3 ? 1e30 : 1)).ToArray();
            Assert.That(scores[row], Is.EqualTo(joint.Select(value => value / joint.Sum())).Within(1e-4), $"row {row}");
            Assert.That(best[row] - 1, Is.EqualTo(Array.IndexOf(scores[row], scores[row].Max())), $"row {row}");
        }

        Assert.That(
            () => Fit(new() { Priors = new Dictionary<string, double>(StringComparer.Ordinal) { ["dot"] = 2 } }),
            Refusal.OfData("'dot'", "'Label'"));
    }

    private FewShotClassifierTransformer Fit(FewShotClassifierEstimator.Options options)
        => _mlContext.Transforms.FewShotClassifier(TinyModel.Model, options).Fit(View(Glyph.Rows([0, 1, 2, 4], Shots)));

    private IDataView Others() => View(Glyph.Rows([0, 1, 2, 4], 4, firstVariant: 30));

    private IDataView Noise()
    {
        var random = new Random(4);
        return View([.. Enumerable.Range(0, 8).Select(_ => new Glyph
        {
            Image = [.. Enumerable.Range(0, Drawings.Side * Drawings.Side).Select(_ => (float)random.Next(2))],
        })]);
    }

    private IDataView View(IEnumerable<Glyph> rows) => _mlContext.Data.LoadFromEnumerable(rows);
}
