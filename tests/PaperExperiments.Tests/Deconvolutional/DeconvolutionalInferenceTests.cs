using PaperExperiments.Deconvolutional;

namespace PaperExperiments.Tests.Deconvolutional;

internal sealed class DeconvolutionalInferenceTests
{
    private static readonly float[][] Queries = [.. ToyGlyphs.New.Classes.Select(item => item.Images[^1])];

    [TestCase(ClassificationRule.PointEstimate)]
    [TestCase(ClassificationRule.ImportanceSampled)]
    public void It_takes_latents_that_depend_on_the_class(ClassificationRule rule)
    {
        using var model = TinyDeconvolutional.Settle(DeconvolutionalVhe.Create(TinyDeconvolutional.Options, seed: 1)).AsModel();
        using var classifier = new FewShotClassifier(model, ToyGlyphs.New, new() { Rule = rule, ShortList = 0 });

        var values = classifier.LogLikelihoods(Queries);

        Assert.That(values.Select(row => row.Length), Is.All.EqualTo(5));
        Assert.That(values.SelectMany(row => row), Is.All.LessThan(0).And.All.GreaterThan(-200));
        Assert.That(values[0], Is.Unique);
        Assert.That(classifier.LogLikelihoods([Queries[0]])[0], Is.EqualTo(values[0]), "an image by itself");
    }

    [TestCase(ClassificationRule.EmbeddingDistance)]
    [TestCase(ClassificationRule.Reranked)]
    [TestCase(ClassificationRule.Bidirectional)]
    public void It_has_every_rule_and_priors_and_tells_the_unknown(ClassificationRule rule)
    {
        using var model = TinyDeconvolutional.Settle(DeconvolutionalVhe.Create(TinyDeconvolutional.Options, seed: 1)).AsModel();
        var priors = new Dictionary<string, double>(StringComparer.Ordinal) { [ToyGlyphs.New.Classes[2].Name] = 1e30 };
        using var classifier = new FewShotClassifier(model, ToyGlyphs.New, new() { Rule = rule, Priors = priors });

        Assert.That(classifier.LogLikelihoods(Queries).SelectMany(row => row), Is.All.Matches<float>(float.IsFinite));
        Assert.That(classifier.Classify(Queries), Is.All.EqualTo(2), "the prior decides");
        Assert.That(classifier.Unknown.Fits(Queries, [2, 2, 2, 2, 2]), Is.All.Matches<double>(double.IsFinite));
    }

    [Test]
    public void Any_model_with_a_class_and_an_element_latent_draws()
    {
        using var model = TinyDeconvolutional.Settle(DeconvolutionalVhe.Create(TinyDeconvolutional.Options, seed: 1)).AsModel();

        var drawn = Generate(ToyGlyphs.New.Classes[3].Images);

        Assert.That(drawn, Has.Length.EqualTo(70).And.All.Length.EqualTo(64));
        Assert.That(drawn.SelectMany(image => image), Is.All.EqualTo(0f).Or.EqualTo(1f));
        Assert.That(Generate(ToyGlyphs.New.Classes[3].Images), Is.EqualTo(drawn));
        Assert.That(Generate(ToyGlyphs.New.Classes[0].Images), Is.Not.EqualTo(drawn), "it looks at the examples");
        var invented = ImageGenerator.GenerateNewClasses(model, 4, seed: 1);
        Assert.That(invented.SelectMany(image => image), Is.All.EqualTo(0f).Or.EqualTo(1f));

        float[][] Generate(IReadOnlyList<float[]> examples)
            => ImageGenerator.Generate(model, examples, 70, seed: 1);
    }

    [Test]
    public void Latents_of_other_kinds_are_refused_by_name()
    {
        using var model = HierarchicalVhe.Create(TinyDeconvolutional.Options, seed: 1).AsModel();

        Assert.That(
            () => ImageGenerator.GenerateNewClasses(model, 1, seed: 1),
            Throws.ArgumentException.With.Message.Contains("a for each Alphabet"));
        Assert.That(
            () => new LikelihoodEstimator(model),
            Throws.ArgumentException.With.Message.Contains("a for each Alphabet"));
        Assert.That(
            () => new FewShotClassifier(model, ToyGlyphs.New),
            Throws.ArgumentException.With.Message.Contains("a for each Alphabet"));
    }
}
