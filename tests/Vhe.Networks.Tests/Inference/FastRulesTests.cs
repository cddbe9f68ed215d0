namespace Vhe.Networks.Tests.Inference;

/// <summary>The rules that compare codes.</summary>
public class FastRulesTests
{
    private static IReadOnlyList<float[]> Queries => [.. ToyGlyphs.New.Classes.Select(item => item.Images[7])];

    [Test]
    public void The_balanced_rule_with_every_class_on_its_list_is_the_cheap_rule()
    {
        using var balanced = Classifier(new() { Rule = ClassificationRule.Reranked, EmbeddingShortList = 100 });
        using var cheap = Classifier(new());

        var found = balanced.LogLikelihoods(Queries);
        var expected = cheap.LogLikelihoods(Queries);

        for (var i = 0; i < found.Length; i++)
            Assert.That(found[i], Is.EqualTo(expected[i]).Within(1e-3), $"query {i}");
    }

    [Test]
    public void The_balanced_rule_gives_the_classes_of_the_nearest_codes_their_cheap_values()
    {
        using var fast = Classifier(new() { Rule = ClassificationRule.EmbeddingDistance });
        using var balanced = Classifier(new() { Rule = ClassificationRule.Reranked, EmbeddingShortList = 2 });
        using var cheap = Classifier(new());

        foreach (var query in Queries)
        {
            var listed = ShortList.Of(fast.LogLikelihoods(query), 2);
            var (found, expected) = (balanced.LogLikelihoods(query), cheap.LogLikelihoods(query));

            Assert.That(listed.Select(k => found[k]), Is.EqualTo(listed.Select(k => expected[k])).Within(1e-3));
            Assert.That(ShortList.Of(found, 2), Is.EquivalentTo(listed));
        }
    }

    [Test]
    public void An_example_of_a_class_of_one_is_nearest_to_itself()
    {
        var support = new Networks.Data.GroupedImages(
            TinyNetwork.Shape, ToyGlyphs.New.Classes.Select(item => item with { Images = [item.Images[0]] }));
        using var fast = new FewShotClassifier(TrainedToy.Model, support, new() { Rule = ClassificationRule.EmbeddingDistance });

        var found = fast.LogLikelihoods([.. support.Classes.Select(item => item.Images[0])]);

        for (var k = 0; k < found.Length; k++)
        {
            Assert.That(found[k][k], Is.Zero.Within(1e-3));
            Assert.That(found[k].Max(), Is.EqualTo(found[k][k]));
        }
    }

    [Test]
    public void The_fast_rule_never_decodes()
    {
        using var model = TinyNetwork.Model();
        using (no_grad())
        {
            foreach (var parameter in model.Network.Decoder.parameters())
                parameter.FillInPlace(float.NaN);
        }

        using var fast = new FewShotClassifier(model, ToyGlyphs.New, new() { Rule = ClassificationRule.EmbeddingDistance });
        using var cheap = new FewShotClassifier(model, ToyGlyphs.New);

        Assert.That(fast.LogLikelihoods(Queries).SelectMany(row => row), Is.All.InRange(float.MinValue, float.MaxValue));
        Assert.That(() => cheap.LogLikelihoods(Queries[0]), Throws.TypeOf<VheException>(), "one that decodes would be seen");
    }

    [Test]
    public void Codes_alone_tell_most_classes_apart()
    {
        using var fast = Classifier(new() { Rule = ClassificationRule.EmbeddingDistance });

        var right = Queries.Select((query, k) => ShortList.Of(fast.LogLikelihoods(query), 1)[0] == k).Count(equal => equal);

        Assert.That(right, Is.GreaterThan(ToyGlyphs.New.Classes.Count / 2));
    }

    [Test]
    public void Decoding_no_class_is_refused() => Assert.That(
        () => Classifier(new() { EmbeddingShortList = 0 }),
        Throws.TypeOf<ArgumentOutOfRangeException>().With.Message.Contains("EmbeddingShortList"));

    private static FewShotClassifier Classifier(ClassificationOptions options) => new(TrainedToy.Model, ToyGlyphs.New, options);
}
