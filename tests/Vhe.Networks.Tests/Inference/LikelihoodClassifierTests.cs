using NUnit.Framework;
using Vhe.Networks.Inference;
using Vhe.Networks.Models.Deconvolutional;
using Vhe.Networks.Tests.TestData;

namespace Vhe.Networks.Tests.Inference;

public class LikelihoodClassifierTests
{
    private static readonly float[][] s_queries = [.. ToyGlyphs.New.Classes.Select(item => item.Images[^1])];

    [TestCase(ClassificationRule.PointEstimate)]
    [TestCase(ClassificationRule.ImportanceSampled)]
    public void It_gives_what_the_packaged_classifier_gives(ClassificationRule rule)
    {
        var options = new ClassificationOptions { Rule = rule, ShortList = 3, ClassSamples = 3, TransformSamples = 4 };
        using var packaged = new FewShotClassifier(TrainedToy.Model, ToyGlyphs.New, options);
        using var classifier = new LikelihoodClassifier(TrainedToy.Model.Network, ToyGlyphs.New, options);

        var (expected, found) = (packaged.LogLikelihoods(s_queries), classifier.LogLikelihoods(s_queries));

        foreach (var (e, f) in expected.Zip(found))
        {
            Assert.That(f, Is.EqualTo(e).Within(1e-3));
        }

        Assert.That(classifier.Classify(s_queries), Is.EqualTo(packaged.Classify(s_queries)));
    }

    [TestCase(ClassificationRule.PointEstimate)]
    [TestCase(ClassificationRule.ImportanceSampled)]
    public void It_takes_latents_that_depend_on_the_class(ClassificationRule rule)
    {
        using var network = TinyDeconvolutional.Settle(DeconvolutionalVhe.Create(TinyDeconvolutional.Options, seed: 1));
        using var classifier = new LikelihoodClassifier(network, ToyGlyphs.New, new() { Rule = rule, ShortList = 0 });

        var values = classifier.LogLikelihoods(s_queries);

        Assert.That(values.Select(row => row.Length), Is.All.EqualTo(5));
        Assert.That(values.SelectMany(row => row), Is.All.LessThan(0).And.All.GreaterThan(-200));
        Assert.That(values[0], Is.Unique);
        Assert.That(classifier.LogLikelihoods([s_queries[0]])[0], Is.EqualTo(values[0]), "an image by itself");
    }

    [Test]
    public void Other_rules_are_refused() => Assert.That(
        () => new LikelihoodClassifier(TrainedToy.Model.Network, ToyGlyphs.New, new() { Rule = ClassificationRule.EmbeddingDistance }),
        Throws.ArgumentException.With.Message.Contains("EmbeddingDistance"));

    [Test]
    public void Priors_are_refused() => Assert.That(
        () => new LikelihoodClassifier(
            TrainedToy.Model.Network, ToyGlyphs.New, new() { Priors = new Dictionary<string, double>(StringComparer.Ordinal) }),
        Throws.ArgumentException.With.Message.Contains("Priors"));
}
