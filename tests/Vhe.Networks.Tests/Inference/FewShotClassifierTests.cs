namespace Vhe.Networks.Tests.Inference;

public class FewShotClassifierTests : TensorFixture
{
    private const int Shots = 3;

    private static readonly float[][] Queries = [.. ToyGlyphs.New.Classes.SelectMany(item => item.Images.Skip(Shots).Take(4))];

    [Test]
    public void It_tells_classes_apart_that_the_model_has_never_seen()
    {
        using var classifier = new FewShotClassifier(TrainedToy.Model, Support());
        var (right, all) = (0, 0);
        for (var k = 0; k < classifier.ClassNames.Count; k++)
        {
            foreach (var values in classifier.LogLikelihoods([.. ToyGlyphs.New.Classes[k].Images.Skip(Shots)]))
                (right, all) = (right + (Array.IndexOf(values, values.Max()) == k ? 1 : 0), all + 1);
        }

        Assert.That(all, Is.EqualTo(50));
        Assert.That(right, Is.GreaterThan(35), "chance is 10 of 50");
    }

    [Test]
    public void The_cheap_rule_is_the_likelihood_of_the_binary_image_at_the_posterior_means()
    {
        var network = TrainedToy.Model.Network;
        using var classifier = new FewShotClassifier(TrainedToy.Model, Support());

        var found = classifier.LogLikelihoods(Queries[0]);

        var x = ImageTensor.From([Binarization.Of(Queries[0])], TinyNetwork.Shape, TrainedToy.Model.Device);
        var t = network.Latents[1].Encoder.Infer(x.unsqueeze(1), []).Mean;
        var expected = Support().Classes.Select(item =>
        {
            var d = ImageTensor.From(item.Images, TinyNetwork.Shape, TrainedToy.Model.Device).unsqueeze(0);
            return network.Decoder.LogLikelihood(x, [network.Latents[0].Encoder.Infer(d, []).Mean, t]).Value(0);
        });
        Assert.That(found, Is.EqualTo(expected).Within(1e-3f));
    }

    [TestCase(ClassificationRule.PointEstimate)]
    [TestCase(ClassificationRule.ImportanceSampled)]
    [TestCase(ClassificationRule.Bidirectional)]
    public void A_batch_gives_what_its_images_give_one_by_one(ClassificationRule rule)
    {
        var options = new ClassificationOptions { Rule = rule, ClassSamples = 3, TransformSamples = 2, ShortList = 2 };
        using var classifier = new FewShotClassifier(TrainedToy.Model, Support(), options);

        var together = classifier.LogLikelihoods(Queries);

        for (var i = 0; i < Queries.Length; i++)
            Assert.That(classifier.LogLikelihoods(Queries[i]), Is.EqualTo(together[i]).Within(1e-3f), $"image {i}");
    }

    [Test]
    public void A_class_may_have_any_number_of_examples_and_does_not_feel_the_others()
    {
        var classes = ToyGlyphs.New.Classes.Select((item, k) => item with { Images = [.. item.Images.Take(k + 1)] }).ToArray();
        using var all = new FewShotClassifier(TrainedToy.Model, new GroupedImages(TinyNetwork.Shape, classes));
        using var some = new FewShotClassifier(TrainedToy.Model, new GroupedImages(TinyNetwork.Shape, [classes[4], classes[1]]));

        var values = all.LogLikelihoods(Queries[0]);

        Assert.That(all.ClassNames, Is.EqualTo(classes.Select(item => item.Name)));
        Assert.That(some.ClassNames, Is.EqualTo([classes[4].Name, classes[1].Name]));
        Assert.That(some.LogLikelihoods(Queries[0]), Is.EqualTo([values[4], values[1]]).Within(1e-3f));
    }

    [Test]
    public void It_takes_more_classes_than_fit_into_one_batch()
    {
        var many = ToyGlyphs.Create(classes: 70, drawings: 1, seed: 3);
        using var classifier = new FewShotClassifier(TrainedToy.Model, many);
        using var last = new FewShotClassifier(TrainedToy.Model, new GroupedImages(TinyNetwork.Shape, [many.Classes[69]]));

        var values = classifier.LogLikelihoods([Queries[0], Queries[1]]);

        Assert.That(values.Select(v => v.Length), Is.All.EqualTo(70));
        Assert.That(values[1][69], Is.EqualTo(last.LogLikelihoods(Queries[1])[0]).Within(1e-3f));
    }

    [TestCase(ClassificationRule.PointEstimate)]
    [TestCase(ClassificationRule.ImportanceSampled)]
    [TestCase(ClassificationRule.Bidirectional)]
    public void Threads_may_ask_at_once(ClassificationRule rule)
    {
        var options = new ClassificationOptions { Rule = rule, ClassSamples = 2, TransformSamples = 2 };
        using var classifier = new FewShotClassifier(TrainedToy.Model, Support(), options);
        var expected = Queries.Select(classifier.LogLikelihoods).ToArray();
        var found = new float[Queries.Length][];
        var answers = new int[Queries.Length];

        var four = new ParallelOptions { MaxDegreeOfParallelism = 4 };
        Parallel.For(0, Queries.Length, four, i =>
        {
            found[i] = classifier.LogLikelihoods(Queries[i]);
            answers[i] = classifier.Classify([Queries[i]])[0];
        });

        Assert.That(found, Is.EqualTo(expected).Within(1e-4f));
        Assert.That(answers, Is.EqualTo(expected.Select(row => Array.IndexOf(row, row.Max()))));
    }

    [TestCase(ClassificationRule.EmbeddingDistance, 20)]
    [TestCase(ClassificationRule.Reranked, 20)]
    [TestCase(ClassificationRule.PointEstimate, 20)]
    [TestCase(ClassificationRule.ImportanceSampled, 0)]
    [TestCase(ClassificationRule.ImportanceSampled, 2)]
    [TestCase(ClassificationRule.ImportanceSampled, 10_000)]
    [TestCase(ClassificationRule.Bidirectional, 0)]
    [TestCase(ClassificationRule.Bidirectional, 2)]
    [TestCase(ClassificationRule.Bidirectional, 10_000)]
    public void The_answer_is_the_class_of_the_highest_value(ClassificationRule rule, double margin)
    {
        var options = new ClassificationOptions { Rule = rule, ClassSamples = 2, TransformSamples = 2, ShortListMargin = margin };
        using var classifier = new FewShotClassifier(TrainedToy.Model, Support(), options);

        var values = classifier.LogLikelihoods(Queries);

        Assert.That(classifier.Classify(Queries), Is.EqualTo(values.Select(row => Array.IndexOf(row, row.Max()))));
        Assert.That(classifier.Classify([]), Is.Empty);
    }

    [Test]
    public void No_images_give_no_answers()
    {
        using var classifier = new FewShotClassifier(TrainedToy.Model, Support());

        Assert.That(classifier.LogLikelihoods(Array.Empty<float[]>()), Is.Empty);
    }

    [Test]
    public void Likelihoods_are_finite_for_any_image()
    {
        using var model = VheModel.Create(TinyNetwork.Options);
        foreach (var rule in Enum.GetValues<ClassificationRule>())
        {
            var options = new ClassificationOptions { Rule = rule, ClassSamples = 2 };
            using var classifier = new FewShotClassifier(model, Support(), options);
            float[][] images = [new float[64], [.. Enumerable.Repeat(1f, 64)], [.. Enumerable.Repeat(0.5f, 64)]];

            var values = classifier.LogLikelihoods(images).SelectMany(row => row);
            // A likelihood of an image of pixels is no more than 1; what the mutual rule adds is a ratio.
            var most = rule == ClassificationRule.Bidirectional ? float.MaxValue : 0f;
            Assert.That(values, Is.All.InRange(float.MinValue, most), $"{rule}");
        }
    }

    [Test]
    public void What_cannot_be_classified_is_refused()
    {
        using var classifier = new FewShotClassifier(TrainedToy.Model, Support());
        var other = new GroupedImages(new ImageShape(1, 4, 4), [new ImageClass("a", [new float[16]])]);

        Assert.That(
            () => new FewShotClassifier(TrainedToy.Model, other),
            Throws.ArgumentException.With.Message.Contains("1x4x4; the model takes 1x8x8"));
        Assert.That(() => classifier.LogLikelihoods(new float[16]), Throws.ArgumentException.With.Message.Contains("16 values"));
        Assert.That(
            () => classifier.LogLikelihoods([new float[64], [.. new float[63], float.NaN]]),
            Throws.ArgumentException.With.Message.Contains("Image 1").And.Message.Contains("position 63"));
        AssertRefused(new ClassificationOptions { ClassSamples = 0 }, nameof(ClassificationOptions.ClassSamples));
        AssertRefused(new ClassificationOptions { TransformSamples = 1001 }, nameof(ClassificationOptions.TransformSamples));
        AssertRefused(new ClassificationOptions { ShortList = -1 }, nameof(ClassificationOptions.ShortList));
        AssertRefused(new ClassificationOptions { ShortListMargin = double.NaN }, nameof(ClassificationOptions.ShortListMargin));
    }

    private static void AssertRefused(ClassificationOptions options, string name) => Assert.That(
        () => new FewShotClassifier(TrainedToy.Model, Support(), options),
        Throws.TypeOf<ArgumentOutOfRangeException>().With.Property("ParamName").EqualTo(name));

    private static GroupedImages Support()
        => new(TinyNetwork.Shape, ToyGlyphs.New.Classes.Select(item => item with { Images = [.. item.Images.Take(Shots)] }));
}
