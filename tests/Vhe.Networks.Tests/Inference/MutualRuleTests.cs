namespace Vhe.Networks.Tests.Inference;

/// <summary>The rule that asks both ways.</summary>
public class MutualRuleTests
{
    private static IReadOnlyList<float[]> Queries => [.. ToyGlyphs.New.Classes.Select(item => item.Images[7])];

    [Test]
    public void Without_its_weight_it_is_the_cheap_rule()
    {
        using var mutual = Classifier(new() { Rule = ClassificationRule.Bidirectional, ReverseWeight = 0, ShortListMargin = null });
        using var cheap = Classifier(new());

        var (found, expected) = (mutual.LogLikelihoods(Queries), cheap.LogLikelihoods(Queries));

        for (var i = 0; i < found.Length; i++)
            Assert.That(found[i], Is.EqualTo(expected[i]).Within(1e-3), $"query {i}");
    }

    [Test]
    public void What_it_adds_is_the_cheap_rule_with_image_and_example_exchanged()
    {
        var classes = ToyGlyphs.New.Classes.Take(3).Select(item => item with { Images = [item.Images[0]] }).ToArray();
        var query = ToyGlyphs.New.Classes[0].Images[7];
        using var mutual = Classifier(new() { Rule = ClassificationRule.Bidirectional, ReverseWeight = 1, ShortListMargin = null }, classes);
        using var cheap = Classifier(new(), classes);
        using var exchanged = Classifier(new(), [new ImageClass("query", [query])]);

        var (found, direct) = (mutual.LogLikelihoods(query), cheap.LogLikelihoods(query));

        for (var k = 0; k < classes.Length; k++)
        {
            var example = classes[k].Images[0];
            var own = cheap.LogLikelihoods(example)[k];
            var others = cheap.LogLikelihoods(example).Where((_, other) => other != k).Average();
            var level = (own + others) / 2;
            Assert.That(found[k], Is.EqualTo(direct[k] + exchanged.LogLikelihoods(example)[0] - level).Within(2e-3), $"class {k}");
        }
    }

    [TestCase(3, 3, Description = "all pairs of an example and another class's code")]
    [TestCase(4, 5, Description = "three of four for each example")]
    public void Several_examples_share_the_codes_that_they_are_compared_with(int images, int classCount)
    {
        var classes = ToyGlyphs.New.Classes.Take(classCount).Select(item => item with { Images = [.. item.Images.Take(images)] }).ToArray();
        var query = ToyGlyphs.New.Classes[0].Images[7];
        using var mutual = Classifier(new() { Rule = ClassificationRule.Bidirectional, ReverseWeight = 1, ShortListMargin = null }, classes);
        using var cheap = Classifier(new(), classes);
        using var exchanged = Classifier(new(), [new ImageClass("query", [query])]);

        var (found, direct) = (mutual.LogLikelihoods(query), cheap.LogLikelihoods(query));

        var pairs = images * Math.Min((10 + images - 1) / images, classCount - 1);
        for (var k = 0; k < classCount; k++)
        {
            var examples = classes[k].Images;
            var own = examples.Average(example =>
            {
                using var alone = Classifier(new(), [new ImageClass("itself", [example])]);
                return alone.LogLikelihoods(example)[0];
            });
            var others = Enumerable.Range(0, pairs).Average(pair
                => cheap.LogLikelihoods(examples[pair % images])[(k + 1 + (pair * (classCount - 1) / pairs)) % classCount]);
            var reverse = examples.Average(example => exchanged.LogLikelihoods(example)[0]);
            Assert.That(found[k], Is.EqualTo(direct[k] + reverse - ((own + others) / 2)).Within(3e-3), $"class {k}");
        }
    }

    [Test]
    public void One_class_alone_has_nothing_to_be_compared_with()
    {
        using var mutual = Classifier(new() { Rule = ClassificationRule.Bidirectional }, [ToyGlyphs.New.Classes[0]]);

        Assert.That(mutual.LogLikelihoods(Queries[0]), Has.Length.EqualTo(1).And.All.Matches<float>(float.IsFinite));
    }

    [Test]
    public void A_weight_above_one_is_refused() => Assert.That(
        () => Classifier(new() { ReverseWeight = 1.5 }),
        Throws.TypeOf<ArgumentOutOfRangeException>().With.Message.Contains("ReverseWeight"));

    private static FewShotClassifier Classifier(ClassificationOptions options, params ImageClass[] classes) => new(
        TrainedToy.Model, classes.Length == 0 ? ToyGlyphs.New : new GroupedImages(TinyNetwork.Shape, classes), options);
}
