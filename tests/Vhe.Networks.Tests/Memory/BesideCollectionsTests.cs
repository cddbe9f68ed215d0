using System.Diagnostics;
using NUnit.Framework;
using Vhe.Networks.Data;
using Vhe.Networks.Inference;
using Vhe.Networks.Models;
using Vhe.Networks.Models.Deconvolutional;
using Vhe.Networks.Objectives;
using Vhe.Networks.Tests.TestData;
using Vhe.Networks.Training;

namespace Vhe.Networks.Tests.Memory;

/// <summary>What the library does beside forced collections is what it does without: nothing that libtorch still reads is freed.
/// A number that nobody holds makes these fail with "Unknown scalar type", "Expected false to be true", or other numbers.</summary>
[NonParallelizable]
public class BesideCollectionsTests
{
    private static readonly TimeSpan s_each = TimeSpan.FromSeconds(6);

    private static readonly TrainingOptions s_training = new()
    {
        Steps = 60,
        LearningRate = 1e-2,
        LearningRateWarmUpSteps = 5,
        Sampling = TinyDeconvolutional.Sampling,
        Seed = 3,
        ProgressInterval = TimeSpan.Zero,
    };

    [Test]
    public void Training_goes_as_ever() => StaysTheSame(() =>
    {
        using var model = TinyNetwork.Model();
        return Bounds(new VheTrainer(s_training).Train(model, ToyGlyphs.Training));
    });

    [Test]
    public void Training_the_deconvolutional_architecture_goes_as_ever() => StaysTheSame(() =>
    {
        using var network = DeconvolutionalVhe.Create(TinyDeconvolutional.Options, seed: 1);
        var sampler = new GroupedSampler(ToyGlyphs.Training, Objective.Vhe, TinyDeconvolutional.Sampling, seed: 3);
        return Bounds(new VheTrainer(s_training).Train(network, sampler));
    });

    [Test]
    public void Generation_draws_the_same_images() => StaysTheSame(() =>
        [.. ImageGenerator.Generate(TrainedToy.Model, ToyGlyphs.New.Classes[3].Images, count: 5, seed: 1).SelectMany(image => image)]);

    [TestCase(ClassificationRule.PointEstimate)]
    [TestCase(ClassificationRule.ImportanceSampled)]
    [TestCase(ClassificationRule.Bidirectional)]
    public void Classification_gives_the_same_likelihoods(ClassificationRule rule)
    {
        var queries = ToyGlyphs.New.Classes.Select(item => item.Images[5]).ToArray();
        var options = new ClassificationOptions { Rule = rule, ClassSamples = 3, TransformSamples = 2, ShortList = 2 };
        StaysTheSame(() =>
        {
            using var classifier = new FewShotClassifier(TrainedToy.Model, ToyGlyphs.New, options);
            return [.. classifier.LogLikelihoods(queries).SelectMany(values => values)];
        });
    }

    [Test]
    public void Loading_gives_the_same_model()
    {
        var bytes = TrainedToy.Model.ToBytes();
        var images = ToyGlyphs.New.Classes[2].Images;
        StaysTheSame(() =>
        {
            using var model = VheModel.FromBytes(bytes);
            return model.Embed(images);
        });
    }

    private static void StaysTheSame(Func<float[]> run)
    {
        var expected = run();
        using var collections = new Collections();
        var (began, runs) = (Stopwatch.GetTimestamp(), 0);
        do
        {
            Assert.That(run(), Is.EqualTo(expected), $"run {runs}, after {collections.Count} collections");
            runs++;
        }
        while (Stopwatch.GetElapsedTime(began) < s_each);
        TestContext.Out.WriteLine($"{runs} runs beside {collections.Count} collections");
    }

    private static float[] Bounds(TrainingResult result) => [.. result.History.Select(step => (float)step.Elbo)];
}
