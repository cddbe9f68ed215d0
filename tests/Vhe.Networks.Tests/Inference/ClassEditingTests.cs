using NUnit.Framework.Constraints;

namespace Vhe.Networks.Tests.Inference;

/// <summary>Classes that come and go, and how often each is met.</summary>
public class ClassEditingTests : TensorFixture
{
    private static readonly IReadOnlyList<ImageClass> Classes =
        [.. ToyGlyphs.New.Classes.Select(item => item with { Images = [.. item.Images.Take(3)] })];

    private static readonly float[][] Queries = [.. ToyGlyphs.New.Classes.Select(item => item.Images[7])];

    [Test]
    public void A_class_added_is_as_if_it_had_been_there([Values] ClassificationRule rule)
    {
        var options = Options(rule);
        using var all = Classifier(Classes, options);
        using var more = With(Classifier([.. Classes.Take(4)], options), Classes[4]);

        Assert.That(more.ClassNames, Is.EqualTo(all.ClassNames));
        Assert.That(more.Support.Classes[4].Images, Is.EqualTo(Classes[4].Images));
        AssertSame(more, all);
    }

    [Test]
    public void A_class_left_out_is_as_if_it_had_never_been_there([Values] ClassificationRule rule)
    {
        var options = Options(rule);
        using var all = Classifier(Classes, options);
        using var expected = Classifier([Classes[0], .. Classes.Skip(2)], options);

        using var fewer = all.WithoutClass(Classes[1].Name);

        Assert.That(fewer.ClassNames, Is.EqualTo(expected.ClassNames));
        AssertSame(fewer, expected);
    }

    [Test]
    public void Each_classifier_lives_by_itself()
    {
        using var expected = Classifier(Classes);
        FewShotClassifier more;
        using (var four = Classifier([.. Classes.Take(4)]))
        {
            more = four.WithClass(Classes[4].Name, Classes[4].Images);
        }

        AssertSame(more, expected);
        using var fewer = more.WithoutClass(Classes[0].Name);
        more.Dispose();
        Assert.That(fewer.LogLikelihoods(Queries[0]), Is.EqualTo(expected.LogLikelihoods(Queries[0])[1..]).Within(1e-3f));
    }

    [Test]
    public void Classes_may_come_while_others_ask()
    {
        using var four = Classifier([.. Classes.Take(4)]);
        var expected = four.LogLikelihoods(Queries);

        Parallel.For(0, 12, new ParallelOptions { MaxDegreeOfParallelism = 4 }, i =>
        {
            if (i % 2 == 0)
            {
                Assert.That(four.LogLikelihoods(Queries)[0], Is.EqualTo(expected[0]).Within(1e-4f));
                return;
            }

            using var more = four.WithClass($"new {i}", Classes[4].Images);
            Assert.That(more.LogLikelihoods(Queries)[0][..4], Is.EqualTo(expected[0]).Within(1e-4f));
        });
    }

    [Test]
    public void What_cannot_come_or_go_is_named()
    {
        using var classifier = Classifier([.. Classes.Take(2)]);
        using var one = classifier.WithoutClass(Classes[0].Name);

        Assert.That(() => classifier.WithClass("toy 0", Classes[2].Images), Refused("two classes 'toy 0'"));
        Assert.That(() => classifier.WithClass("TOY 0", Classes[2].Images), Refused("'toy 0' and 'TOY 0'"));
        Assert.That(() => classifier.WithClass("new", [new float[16]]), Refused("Image 0 of class 'new'", "16 values"));
        Assert.That(() => classifier.WithClass("new", []), Refused("Class 'new' has no images"));
        Assert.That(() => classifier.WithClass("", Classes[2].Images), Refused("no name"));
        Assert.That(() => classifier.WithoutClass("toy 4"), Refused("no class 'toy 4'"));
        Assert.That(() => one.WithoutClass("toy 1"), Refused("'toy 1' is the only class"));
    }

    [Test]
    public void Priors_move_the_answer_and_the_posterior_but_not_the_likelihood()
    {
        using var even = Classifier(Classes);
        using var uneven = Classifier(Classes, new() { Priors = Weights(("toy 2", 3), ("toy 3", 0.5)) });
        var values = even.LogLikelihoods(Queries);

        Assert.That(uneven.LogLikelihoods(Queries)[1], Is.EqualTo(values[1]).Within(1e-3f));
        double[] weights = [1, 1, 3, 0.5, 1];
        var joint = weights.Zip(even.Posterior(values[1]), (weight, posterior) => weight * posterior).ToArray();
        Assert.That(uneven.Posterior(values[1]), Is.EqualTo(joint.Select(value => value / joint.Sum())).Within(1e-5));
    }

    [Test]
    public void A_class_that_is_nearly_all_there_is_gets_every_image([Values] ClassificationRule rule)
    {
        var options = Options(rule) with { Priors = Weights(("toy 3", 1e300)), EmbeddingShortList = 1, ShortList = 1 };
        using var classifier = Classifier(Classes, options);

        Assert.That(classifier.Classify(Queries), Is.All.EqualTo(3));
        Assert.That(classifier.LogLikelihoods(Queries).Select(classifier.Best), Is.All.EqualTo(3));
    }

    [Test]
    public void A_prior_goes_with_its_class()
    {
        var options = new ClassificationOptions { Priors = Weights(("toy 0", 2), ("toy 1", 3)) };
        using var classifier = Classifier(Classes, options);

        using var fewer = classifier.WithoutClass("toy 1");

        Assert.That(fewer.Options.Priors, Is.EqualTo(Weights(("toy 0", 2))));
    }

    [Test]
    public void Priors_that_are_none_are_named()
    {
        Assert.That(() => Classifier(Classes, Prior("toy 9", 1)), Refused("prior of class 'toy 9'"));
        foreach (var weight in new[] { 0, -1, double.NaN, double.PositiveInfinity })
            Assert.That(() => Classifier(Classes, Prior("toy 1", weight)), Refused("prior of class 'toy 1' must be positive"));

        using var classifier = Classifier(Classes);
        Assert.That(() => classifier.Posterior([1, 2]), Refused("2 log-likelihoods of 5 classes"));
        Assert.That(() => classifier.Best([1, 2]), Refused("2 log-likelihoods of 5 classes"));
    }

    [Test]
    public void Likelihoods_far_apart_give_no_nan()
    {
        using var classifier = Classifier([.. Classes.Take(3)]);

        Assert.That(classifier.Posterior([-5000f, -1f, -900f]), Is.EqualTo(new float[] { 0, 1, 0 }));
    }

    private static ClassificationOptions Prior(string name, double weight)
        => new() { Priors = Weights((name, weight)) };

    private static Dictionary<string, double> Weights(params (string Name, double Weight)[] weights)
        => weights.ToDictionary(item => item.Name, item => item.Weight, StringComparer.Ordinal);

    private static Constraint Refused(params string[] parts) => parts.Aggregate(
        (Constraint)Throws.InstanceOf<ArgumentException>(), (found, part) => found.And.Message.Contains(part));

    private static FewShotClassifier With(FewShotClassifier classifier, ImageClass added)
    {
        using (classifier)
        {
            return classifier.WithClass(added.Name, added.Images);
        }
    }

    private static void AssertSame(FewShotClassifier found, FewShotClassifier expected)
    {
        var (values, right) = (found.LogLikelihoods(Queries), expected.LogLikelihoods(Queries));
        for (var i = 0; i < Queries.Length; i++)
            Assert.That(values[i], Is.EqualTo(right[i]).Within(1e-3f), $"query {i}");
    }

    private static ClassificationOptions Options(ClassificationRule rule)
        => new() { Rule = rule, ClassSamples = 2, TransformSamples = 2, EmbeddingShortList = 3 };

    private static FewShotClassifier Classifier(IReadOnlyList<ImageClass> classes, ClassificationOptions? options = null)
        => new(TrainedToy.Model, new GroupedImages(TinyNetwork.Shape, classes), options);
}
