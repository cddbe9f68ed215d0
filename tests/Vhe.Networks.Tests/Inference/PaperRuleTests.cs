namespace Vhe.Networks.Tests.Inference;

public class PaperRuleTests : TensorFixture
{
    private static readonly ClassificationOptions Paper = new()
    {
        Rule = ClassificationRule.ImportanceSampled,
        ClassSamples = 3,
        TransformSamples = 4,
        ShortList = 0,
        ShortListMargin = null,
        Seed = 21,
    };

    private static float[] Query => ToyGlyphs.New.Classes[2].Images[7];

    [Test]
    public void It_is_the_mean_over_samples_of_c_of_the_importance_weighted_mean_over_samples_of_t()
    {
        using var untracked = no_grad();
        var model = TrainedToy.Model;
        var (c, t) = (model.Network.Latents[0], model.Network.Latents[1]);
        var x = ImageTensor.From([Binarization.Of(Query)], TinyNetwork.Shape, CPU);
        using var classifier = new FewShotClassifier(model, ToyGlyphs.New, Paper);

        var found = classifier.LogLikelihoods(Query);

        // By plain loops: the same samples of t for every class, samples of c from a stream for each class.
        using var noise = new SeededGenerator(Paper.Seed);
        var qt = t.Encoder.Infer(x.unsqueeze(1), []).Rows(zeros(Paper.TransformSamples, dtype: int64));
        var transforms = qt.Sample(noise);
        var weights = new DiagonalGaussian(zeros_like(transforms), zeros_like(transforms)).LogProbability(transforms)
            - qt.LogProbability(transforms);
        for (var k = 0; k < ToyGlyphs.New.Classes.Count; k++)
        {
            using var classNoise = new SeededGenerator(SeededGenerator.Derive(Paper.Seed, k));
            var d = ImageTensor.From(ToyGlyphs.New.Classes[k].Images, TinyNetwork.Shape, CPU).unsqueeze(0);
            var templates = c.Encoder.Infer(d, []).Rows(zeros(Paper.ClassSamples, dtype: int64)).Sample(classNoise);
            var mean = 0.0;
            for (var i = 0; i < Paper.ClassSamples; i++)
            {
                for (var j = 0; j < Paper.TransformSamples; j++)
                {
                    Tensor[] latents = [templates.narrow(0, i, 1), transforms.narrow(0, j, 1)];
                    var log = model.Network.Decoder.LogLikelihood(x, latents).Value(0) + weights.Value(j);
                    mean += Math.Exp(log) / (Paper.ClassSamples * Paper.TransformSamples);
                }
            }

            Assert.That(found[k], Is.EqualTo(Math.Log(mean)).Within(1e-2), $"class {k}");
        }
    }

    [TestCase(1)]
    [TestCase(2)]
    [TestCase(4)]
    public void The_short_list_gets_the_papers_values_and_the_rest_keeps_its_order_below(int shortList)
    {
        using var cheap = new FewShotClassifier(TrainedToy.Model, ToyGlyphs.New);
        using var whole = new FewShotClassifier(TrainedToy.Model, ToyGlyphs.New, Paper);
        using var classifier = new FewShotClassifier(TrainedToy.Model, ToyGlyphs.New, Paper with { ShortList = shortList });
        var (cheapValues, wholeValues) = (cheap.LogLikelihoods(Query), whole.LogLikelihoods(Query));
        var ranked = Enumerable.Range(0, 5).OrderByDescending(k => cheapValues[k]).ToArray();

        var values = classifier.LogLikelihoods(Query);

        var (listed, rest) = (ranked[..shortList], ranked[shortList..]);
        Assert.That(listed.Select(k => values[k]), Is.EqualTo(listed.Select(k => wholeValues[k])).Within(1e-3f));
        Assert.That(rest.Select(k => values[k]), Is.Ordered.Descending);
        Assert.That(rest.Max(k => values[k]), Is.LessThanOrEqualTo(listed.Min(k => values[k]) + 1e-3f));
    }

    [Test]
    public void A_short_list_longer_than_the_classes_is_all_of_them()
    {
        using var whole = new FewShotClassifier(TrainedToy.Model, ToyGlyphs.New, Paper);
        using var classifier = new FewShotClassifier(TrainedToy.Model, ToyGlyphs.New, Paper with { ShortList = 99 });

        Assert.That(classifier.LogLikelihoods(Query), Is.EqualTo(whole.LogLikelihoods(Query)));
    }

    [Test]
    public void The_same_seed_gives_the_same_values_and_another_gives_near_ones()
    {
        var many = Paper with { ClassSamples = 60, TransformSamples = 10 };
        using var classifier = new FewShotClassifier(TrainedToy.Model, ToyGlyphs.New, many);
        using var other = new FewShotClassifier(TrainedToy.Model, ToyGlyphs.New, many with { Seed = 22 });
        var values = classifier.LogLikelihoods(Query);

        Assert.That(classifier.LogLikelihoods(Query), Is.EqualTo(values));
        Assert.That(other.LogLikelihoods(Query), Is.Not.EqualTo(values));
        Assert.That(other.LogLikelihoods(Query)[2], Is.EqualTo(values[2]).Within(2f), "the class that it is of");
    }
}
