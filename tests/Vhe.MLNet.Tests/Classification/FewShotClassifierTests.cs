using Vhe.MLNet.Classification;

namespace Vhe.MLNet.Tests.Classification;

internal sealed class FewShotClassifierTests
{
    private readonly MLContext _mlContext = new(seed: 1);

    [Test]
    public void Classifies_drawings_from_three_examples_a_class()
    {
        var pipeline = _mlContext.Transforms.Conversion.MapValueToKey("Label")
            .Append(_mlContext.Transforms.FewShotClassifier(TinyModel.Model));
        var classifier = pipeline.Fit(View(Glyph.Rows(Enumerable.Range(0, 6), 3)));

        var metrics = _mlContext.MulticlassClassification.Evaluate(
            classifier.Transform(View(Glyph.Rows(Enumerable.Range(0, 6), 5, firstVariant: 30))));

        Assert.That(metrics.MicroAccuracy, Is.GreaterThan(0.5));
        Assert.That(metrics.ConfusionMatrix.NumberOfClasses, Is.EqualTo(6));
    }

    [Test]
    public void The_columns_are_what_evaluators_expect()
    {
        var classifier = Fit(Glyph.Rows([3, 0, 4], 2));

        var view = classifier.Transform(View(Glyph.Rows([0], 2, 40)));

        Assert.That(
            view.Schema.VisibleNames(),
            Is.EquivalentTo(new[] { "Label", "Image", "Score", "PredictedLabel", "LogLikelihood", "IsKnown" }));
        Assert.That(view.Schema.SizeOf("Score"), Is.EqualTo(3));
        Assert.That(view.Schema.SlotNamesOf("Score"), Is.EqualTo(new[] { "cross", "bar", "box" }));
        Assert.That(view.Schema.KeyValuesOf("PredictedLabel"), Is.EqualTo(new[] { "cross", "bar", "box" }));
        Assert.That(view.Schema["LogLikelihood"].Type, Is.EqualTo(NumberDataViewType.Single));
        Assert.That(view.Schema["IsKnown"].Type, Is.EqualTo(BooleanDataViewType.Instance));
    }

    [Test]
    public void The_score_is_the_posterior_of_the_classifiers_likelihoods()
    {
        var classifier = Fit(Glyph.Rows([0, 1, 2], 2));
        var query = Drawings.Draw(2, 40);
        var logLikelihoods = classifier.Classifier.LogLikelihoods(query);
        var best = Array.IndexOf(logLikelihoods, logLikelihoods.Max());

        var view = classifier.Transform(View([new Glyph { Image = query }]));

        Assert.That(view.Vectors("Score")[0], Is.EqualTo(classifier.Classifier.Posterior(logLikelihoods)).Within(1e-7));
        Assert.That(view.Vectors("Score")[0].Sum(), Is.EqualTo(1).Within(1e-6));
        Assert.That(view.GetColumn<uint>("PredictedLabel").Single(), Is.EqualTo((uint)best + 1));
        Assert.That(view.GetColumn<float>("LogLikelihood").Single(), Is.EqualTo(logLikelihoods[best]));
    }

    [FsCheck.NUnit.Property]
    public void A_score_survives_its_text(int seed)
    {
        var score = MathF.Pow(new Random(seed).NextSingle(), 20);
        var text = ScoreText.Write([score, 1, 0]);

        Assert.That(text, Has.Length.EqualTo(48));
        Assert.That(float.Parse(text.AsSpan(0, 16), System.Globalization.CultureInfo.InvariantCulture), Is.EqualTo(score));
    }

    [TestCase(ClassificationRule.EmbeddingDistance)]
    [TestCase(ClassificationRule.Reranked)]
    [TestCase(ClassificationRule.PointEstimate)]
    [TestCase(ClassificationRule.ImportanceSampled)]
    [TestCase(ClassificationRule.Bidirectional)]
    public void Keeps_its_promises_under_other_names(ClassificationRule rule)
    {
        var view = View([.. Glyph.Rows([0], 1), .. Glyph.Rows([1, 2], 3)]);
        var renamed = _mlContext.Transforms.CopyColumns("Ink", "Image")
            .Append(_mlContext.Transforms.CopyColumns("Kind", "Label"))
            .Append(_mlContext.Transforms.DropColumns("Image", "Label"))
            .Fit(view)
            .Transform(view);
        var estimator = _mlContext.Transforms.FewShotClassifier(TinyModel.Model, new FewShotClassifierEstimator.Options
        {
            LabelColumnName = "Kind",
            ImageColumnName = "Ink",
            PredictedLabelColumnName = "Best",
            ScoreColumnName = "Posterior",
            LogLikelihoodColumnName = "Nats",
            Rule = rule,
            ClassSamples = 2,
            TransformSamples = 2,
            EmbeddingShortList = 3,
            Seed = 5,
        });

        EstimatorChecker.Check(_mlContext, estimator, renamed, ["Ink"], "Kind");
    }

    [Test]
    public void Works_behind_key_mapping_and_before_value_mapping()
    {
        var support = View(Glyph.Rows([0, 4], 3));
        var pipeline = _mlContext.Transforms.Conversion.MapValueToKey("Label")
            .AppendCacheCheckpoint(_mlContext)
            .Append(_mlContext.Transforms.FewShotClassifier(TinyModel.Model))
            .Append(_mlContext.Transforms.Conversion.MapKeyToValue("PredictedLabel"));

        using var engine = _mlContext.Model.CreatePredictionEngine<Glyph, Answer>(pipeline.Fit(support));
        var answer = engine.Predict(new Glyph { Image = Drawings.Draw(4, 50) });

        Assert.That(answer.PredictedLabel, Is.AnyOf("bar", "box"));
        Assert.That(answer.Score, Has.Length.EqualTo(2));
        Assert.That(answer.LogLikelihood, Is.LessThan(0));
    }

    [Test]
    public void Several_classifiers_live_in_one_pipeline()
    {
        var support = View(Glyph.Rows([0, 1, 4], 3));
        var second = new FewShotClassifierEstimator.Options
        {
            PredictedLabelColumnName = "Second",
            ScoreColumnName = "SecondScore",
            LogLikelihoodColumnName = "SecondNats",
            Rule = ClassificationRule.ImportanceSampled,
            ClassSamples = 1,
            TransformSamples = 1,
        };
        var model = _mlContext.Transforms.FewShotClassifier(TinyModel.Model)
            .Append(_mlContext.Transforms.FewShotClassifier(TinyModel.Model, second))
            .Fit(support);

        var view = model.Transform(support);

        Assert.That(view.Vectors("SecondScore"), Is.Not.EqualTo(view.Vectors("Score")));
        Assert.That(FewShotClassifierTransformer.From(model, index: 1).ScoreColumnName, Is.EqualTo("SecondScore"));
    }

    [Test]
    public void A_split_a_cache_and_a_preview_see_the_same_as_the_view()
    {
        var classifier = Fit(Glyph.Rows([0, 1, 2], 2));
        var queries = View(Glyph.Rows([0, 1, 2], 4, 20));
        var expected = classifier.Transform(queries).Vectors("Score");

        Assert.That(_mlContext.Data.Cache(classifier.Transform(queries)).Vectors("Score"), Is.EqualTo(expected));
        var split = _mlContext.Data.TrainTestSplit(queries, testFraction: 0.5, seed: 3);
        var parts = classifier.Transform(split.TrainSet).Vectors("Score").Concat(
            classifier.Transform(split.TestSet).Vectors("Score"));
        Assert.That(parts, Is.EquivalentTo(expected));
        Assert.That(classifier.Transform(queries).Preview(3).RowView, Has.Length.EqualTo(3));
    }

    [Test]
    public void Cross_validation_runs_on_every_fold()
    {
        var data = View(Glyph.Rows([0, 1, 4], 12));
        var keys = _mlContext.Transforms.Conversion.MapValueToKey("Label").Fit(data).Transform(data);

        var results = _mlContext.MulticlassClassification.CrossValidate(
            keys, _mlContext.Transforms.FewShotClassifier(TinyModel.Model), numberOfFolds: 2);

        Assert.That(results.Select(result => result.Metrics.MicroAccuracy), Has.Exactly(2).InRange(0.0, 1.0));
    }

    [Test]
    public void Parallel_cursors_and_engines_give_the_same_answers()
    {
        var classifier = Fit(Glyph.Rows([0, 1, 2], 2));
        var queries = Glyph.Rows([0, 1, 2], 4, 20);
        var expected = classifier.Transform(View(queries)).Vectors("Score");

        var answers = new float[4][][];
        Parallel.For(0, 4, thread =>
        {
            var mlContext = new MLContext(seed: thread);
            if (thread % 2 == 0)
            {
                answers[thread] = [.. classifier.Transform(mlContext.Data.LoadFromEnumerable(queries)).Vectors("Score")];
                return;
            }

            using var engine = mlContext.Model.CreatePredictionEngine<Glyph, Scored>(classifier);
            answers[thread] = [.. queries.Select(query => engine.Predict(query).Score)];
        });

        Assert.That(answers, Is.All.EqualTo(expected).Within(1e-6f));
    }

    [Test]
    public void Only_what_is_asked_for_is_computed()
    {
        var classifier = Fit(Glyph.Rows([0, 1], 1));
        var bad = Drawings.Draw(0, 0);
        bad[0] = float.NaN;

        var view = classifier.Transform(View([new Glyph { Label = "x", Image = bad }]));

        Assert.That(view.GetColumn<string>("Label").Single(), Is.EqualTo("x"));
        Assert.That(() => view.Read("LogLikelihood", (float value) => value), Refusal.OfData("'Image'", "NaN"));
    }

    [Test]
    public void Disposing_an_engine_leaves_the_classifier_usable()
    {
        var classifier = Fit(Glyph.Rows([0, 1], 1));
        _mlContext.Model.CreatePredictionEngine<Glyph, Scored>(classifier).Dispose();

        Assert.That(classifier.Transform(View(Glyph.Rows([0], 1))).Vectors("Score"), Has.Count.EqualTo(1));
    }

    [Test]
    public void Bad_support_is_refused()
    {
        var estimator = _mlContext.Transforms.FewShotClassifier(TinyModel.Model);

        Assert.That(() => estimator.Fit(View([])), Refusal.OfData("no images"));
        Assert.That(() => estimator.Fit(View(Glyph.Rows([0], 3))), Refusal.OfData("one class"));
        Glyph alike = new() { Label = "BAR", Image = Drawings.Draw(1, 1) };
        Assert.That(() => estimator.Fit(View([.. Glyph.Rows([0], 1), alike])), Refusal.OfData("'bar'", "'BAR'"));
    }

    [Test]
    public void Wrong_columns_are_named_when_fitting_and_when_transforming()
    {
        var data = View(Glyph.Rows([0, 1], 2));
        var missing = _mlContext.Transforms.FewShotClassifier(TinyModel.Model, imageColumnName: "Picture");
        var wrongType = _mlContext.Transforms.FewShotClassifier(TinyModel.Model, imageColumnName: "Label");
        var fitted = Fit(Glyph.Rows([0, 1], 2));
        var other = _mlContext.Data.LoadFromEnumerable([new Wide { Image = new float[784] }]);

        Assert.That(() => missing.Fit(data), Refusal.OfArgument("'Picture'"));
        Assert.That(
            () => _mlContext.Transforms.CopyColumns("A", "Label").Append(missing).Fit(data), Refusal.OfArgument("'Picture'"));
        Assert.That(() => wrongType.Fit(data), Refusal.OfArgument("'Label'", "floats"));
        Assert.That(
            () => _mlContext.Transforms.CopyColumns("A", "Label").Append(wrongType).Fit(data),
            Refusal.OfArgument("'Label'", "floats"));
        Assert.That(() => fitted.Transform(other), Refusal.OfArgument("'Image'", "784", "144"));
        Assert.That(() => fitted.GetOutputSchema(other.Schema), Refusal.OfArgument("'Image'"));
        Assert.That(() => _mlContext.Model.CreatePredictionEngine<Wide, Scored>(fitted), Refusal.OfArgument("'Image'"));
    }

    [Test]
    public void Options_out_of_range_are_named_at_once()
    {
        Assert.That(() => Create(new() { ClassSamples = 0 }), Refusal.OfArgument("ClassSamples"));
        Assert.That(() => Create(new() { TransformSamples = 2000 }), Refusal.OfArgument("TransformSamples"));
        Assert.That(() => Create(new() { ShortList = -1 }), Refusal.OfArgument("ShortList"));
        Assert.That(() => Create(new() { ShortListMargin = -1 }), Refusal.OfArgument("ShortListMargin"));
        Assert.That(() => Create(new() { EmbeddingShortList = 0 }), Refusal.OfArgument("EmbeddingShortList"));
        Assert.That(() => Create(new() { Rule = (ClassificationRule)5 }), Refusal.OfArgument("Rule"));
        Assert.That(() => Create(new() { ScoreColumnName = " " }), Refusal.OfArgument("ScoreColumnName"));
        Assert.That(() => Create(new() { IsKnownColumnName = "" }), Refusal.OfArgument("IsKnownColumnName"));
        Assert.That(() => Create(new() { ScoreColumnName = "PredictedLabel" }), Refusal.OfArgument("'PredictedLabel'"));
        Assert.That(() => Create(new() { LogLikelihoodColumnName = "IsKnown" }), Refusal.OfArgument("'IsKnown'"));
        Assert.That(() => Create(new() { FalseRejectionRate = 1 }), Refusal.OfArgument("FalseRejectionRate"));
        Assert.That(() => Create(new() { Priors = Weights(("bar", 0)) }), Refusal.OfArgument("'bar'", "positive"));
        Assert.That(() => _mlContext.Transforms.FewShotClassifier(null!), Throws.ArgumentNullException);

        static Dictionary<string, double> Weights(params (string Name, double Weight)[] weights)
            => weights.ToDictionary(item => item.Name, item => item.Weight, StringComparer.Ordinal);

        FewShotClassifierEstimator Create(FewShotClassifierEstimator.Options options)
            => _mlContext.Transforms.FewShotClassifier(TinyModel.Model, options);
    }

    private FewShotClassifierTransformer Fit(IEnumerable<Glyph> support)
        => _mlContext.Transforms.FewShotClassifier(TinyModel.Model).Fit(View(support));

    private IDataView View(IEnumerable<Glyph> rows) => _mlContext.Data.LoadFromEnumerable(rows);

    private sealed class Answer
    {
        public string PredictedLabel { get; set; } = "";

        public float[] Score { get; set; } = [];

        public float LogLikelihood { get; set; }
    }

    private sealed class Scored
    {
        public float[] Score { get; set; } = [];
    }

    private sealed class Wide
    {
        [VectorType(784)]
        public float[] Image { get; set; } = [];
    }
}
