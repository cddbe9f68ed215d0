using Vhe.MLNet.Likelihood;
using Vhe.Networks;

namespace Vhe.MLNet.Tests.Likelihood;

internal sealed class LikelihoodScoringTests
{
    private readonly MLContext _mlContext = new(seed: 1);

    [TestCase(null)]
    [TestCase("Kind")]
    public void Keeps_its_promises_under_other_names(string? label)
    {
        var rows = NamedGlyph.Rows([0, 4], 8);
        var estimator = _mlContext.Transforms.LikelihoodScorer(TinyModel.Model, new LikelihoodScoringEstimator.Options
        {
            ImageColumnName = "Ink",
            LabelColumnName = label,
            LogLikelihoodColumnName = "Nats",
            BitsPerPixelColumnName = "Bits",
            TypicalityColumnName = "Rank",
            ClassSamples = 1,
            ElementSamples = 2,
            Seed = 3,
        });
        var view = _mlContext.Data.LoadFromEnumerable(rows);

        EstimatorChecker.Check(_mlContext, estimator, view, label is null ? ["Ink"] : ["Ink", label]);
        EstimatorChecker.CheckEngine<NamedGlyph, Answer>(
            _mlContext, estimator.Fit(view), rows, answer => [answer.Nats, answer.Bits, answer.Rank]);
    }

    [Test]
    public void The_numbers_are_those_of_the_estimator()
    {
        var view = View(Glyph.Rows([0, 4], 3));
        var estimator = new LikelihoodEstimator(
            TinyModel.Model, new LikelihoodOptions { ClassSamples = 2, ElementSamples = 3, Seed = 7 });
        var gray = Drawings.Draw(4, 40);
        var query = View([new Glyph { Label = "box", Image = gray }]);

        var marginal = Fit(view, null).Transform(query);
        var conditional = Fit(view, "Label").Transform(query);

        Assert.That(gray.Count(ink => ink is > 0 and < 1), Is.Positive, "a gray image");
        var binary = Binary(gray);
        var expected = (float)estimator.LogJoint([binary], [gray]);
        Assert.That(Nats(marginal), Is.EqualTo(new[] { expected }));
        Assert.That(
            Column(marginal, "BitsPerPixel")[0], Is.EqualTo(-expected / Math.Log(2) / gray.Length).Within(1e-5));
        var examples = Glyph.Rows([4], 3).Select(row => row.Image).ToList();
        Assert.That(Nats(conditional), Is.EqualTo(new[] { (float)estimator.LogConditional(binary, examples) }));
    }

    [TestCase(null)]
    [TestCase("Label")]
    public void The_rows_fitted_on_rank_among_themselves(string? label)
    {
        var view = View(Glyph.Rows([0, 4, 5], 3));

        var scored = Fit(view, label).Transform(view);

        var (nats, ranks) = (Nats(scored), Column(scored, "Typicality"));
        Assert.That(nats, Is.All.LessThan(0f));
        Assert.That(ranks.Average(), Is.EqualTo(0.5).Within(1e-5));
        for (var i = 0; i < nats.Count; i++)
        {
            var rank = (nats.Count(other => other < nats[i]) + (0.5 * nats.Count(other => other == nats[i]))) / nats.Count;
            Assert.That(ranks[i], Is.EqualTo(rank).Within(1e-6));
        }
    }

    [Test]
    public void What_is_no_glyph_is_less_typical_than_what_is()
    {
        var random = new Random(1);
        var noise = Enumerable.Range(0, Drawings.Side * Drawings.Side).Select(_ => (float)random.Next(2)).ToArray();
        var scorer = Fit(View(Glyph.Rows(Enumerable.Range(0, 6), 3)), null);

        var ranks = Column(scorer.Transform(View([new Glyph { Image = noise }, .. Glyph.Rows([0, 1], 1, 50)])), "Typicality");

        Assert.That(ranks[0], Is.Zero);
        Assert.That(ranks.Skip(1), Is.All.GreaterThan(0));
    }

    [Test]
    public void An_image_is_scored_given_the_other_examples_of_its_class()
    {
        var rows = Glyph.Rows([4], 3);
        var scorer = Fit(View([.. rows, .. Glyph.Rows([0], 1)]), "Label");
        var others = new LikelihoodEstimator(
            TinyModel.Model, new LikelihoodOptions { ClassSamples = 2, ElementSamples = 3, Seed = 7 });

        Assert.That(
            Nats(scorer.Transform(View([rows[1]])))[0],
            Is.EqualTo((float)others.LogConditional(Binary(rows[1].Image), [rows[0].Image, rows[2].Image])));
        Assert.That(scorer.Reference, Has.Count.EqualTo(3), "the only image of a class has no rank to give");
    }

    [Test]
    public void Bad_data_is_named()
    {
        var bad = new Glyph { Label = "bar", Image = [.. Enumerable.Repeat(2f, Drawings.Side * Drawings.Side)] };
        var scorer = Fit(View(Glyph.Rows([0], 2)), "Label");

        Assert.That(() => Fit(View([]), null), Refusal.OfData("no images", "'Image'"));
        Assert.That(() => Fit(View([]), "Label"), Refusal.OfData("no images", "'Image'"));
        Assert.That(() => Fit(View([.. Glyph.Rows([1], 1), bad]), null), Refusal.OfData("'Image'", "row 1", "2"));
        Assert.That(() => Fit(View(Glyph.Rows([0, 1], 1)), "Label"), Refusal.OfData("'Label'", "two different images"));
        Assert.That(() => Nats(scorer.Transform(View(Glyph.Rows([5], 1)))), Refusal.OfData("'Label'", "'dot'", "'bar'"));
        Assert.That(() => Nats(scorer.Transform(View([bad]))), Refusal.OfData("'Image'", "2"));
    }

    [Test]
    public void A_model_without_finite_likelihoods_gives_no_number()
    {
        using var model = TinyModel.Broken();
        var view = View(Glyph.Rows([0, 4], 2));
        var estimator = new LikelihoodEstimator(model, new LikelihoodOptions { ClassSamples = 2, ElementSamples = 2 });
        var image = Binary(Drawings.Draw(0, 0));

        Refuses(() => estimator.LogMarginal(image), "likelihood");
        Refuses(() => estimator.LogConditional(image, [image]), "likelihood");
        Refuses(() => _mlContext.Transforms.LikelihoodScorer(model).Fit(view), "likelihood");
        Refuses(() => _mlContext.Transforms.LikelihoodScorer(model, labelColumnName: "Label").Fit(view), "likelihood");
        Refuses(() => ImageScorer.Single(-1e60), "likelihood");
        Refuses(() => model.Embed([image]), "embedding");
        Assert.That(ImageScorer.Single(-1e30), Is.EqualTo(-1e30f));

        static void Refuses(Func<object> give, string what)
            => Assert.That(give, Throws.TypeOf<VheException>().With.Message.Contains($"no finite {what}"));
    }

    [Test]
    public void The_typed_scorer_comes_back()
    {
        var view = View(Glyph.Rows([0, 4], 2));
        using var stream = new MemoryStream();
        var fitted = Fit(view, "Label");
        _mlContext.Model.Save(fitted, null, stream);

        var scorer = LikelihoodScoringTransformer.From(_mlContext.Model.Load(new MemoryStream(stream.ToArray()), out _));

        Assert.That(scorer.Reference, Is.EqualTo(fitted.Reference).And.Ordered);
        Assert.That(scorer.Options, Is.EqualTo(fitted.Options));
        Assert.That(
            (scorer.ImageColumnName, scorer.LabelColumnName, scorer.LogLikelihoodColumnName),
            Is.EqualTo(("Image", "Label", "LogLikelihood")));
        Assert.That((scorer.BitsPerPixelColumnName, scorer.TypicalityColumnName), Is.EqualTo(("BitsPerPixel", "Typicality")));
        Assert.That(scorer.Examples!.Classes.Select(item => item.Name), Is.EqualTo(new[] { "bar", "box" }));
        Assert.That(Nats(scorer.Transform(view)), Is.EqualTo(Nats(fitted.Transform(view))));
    }

    [Test]
    public void Options_out_of_range_are_named_at_once()
    {
        Assert.That(() => Create(new() { ClassSamples = 0 }), Refusal.OfArgument("ClassSamples"));
        Assert.That(() => Create(new() { ElementSamples = 10_001 }), Refusal.OfArgument("ElementSamples"));
        Assert.That(() => Create(new() { TypicalityColumnName = " " }), Refusal.OfArgument("TypicalityColumnName"));
        Assert.That(() => Create(new() { BitsPerPixelColumnName = "Typicality" }), Refusal.OfArgument("'Typicality'"));
        Assert.That(() => Create(new() { LogLikelihoodColumnName = "BitsPerPixel" }), Refusal.OfArgument("'BitsPerPixel'"));
        Assert.That(() => Create(new() { LabelColumnName = "" }), Refusal.OfArgument("LabelColumnName"));

        LikelihoodScoringEstimator Create(LikelihoodScoringEstimator.Options options)
            => _mlContext.Transforms.LikelihoodScorer(TinyModel.Model, options);
    }

    private LikelihoodScoringTransformer Fit(IDataView view, string? label)
        => _mlContext.Transforms.LikelihoodScorer(
            TinyModel.Model, new() { LabelColumnName = label, ClassSamples = 2, ElementSamples = 3, Seed = 7 }).Fit(view);

    // All ink of a drawing is of one gray: its darkest pixels are all of them.
    private static float[] Binary(float[] drawing) => Array.ConvertAll(drawing, ink => ink > 0 ? 1f : 0f);

    private static List<float> Nats(IDataView view) => Column(view, "LogLikelihood");

    private static List<float> Column(IDataView view, string name) => view.Read(name, (float value) => value);

    private IDataView View(IEnumerable<Glyph> rows) => _mlContext.Data.LoadFromEnumerable(rows);

    private sealed class Answer
    {
        public float Nats { get; set; }

        public float Bits { get; set; }

        public float Rank { get; set; }
    }
}
