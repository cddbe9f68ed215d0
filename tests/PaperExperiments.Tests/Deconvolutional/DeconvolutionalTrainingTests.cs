using PaperExperiments.Deconvolutional;
using Vhe.Networks.Evaluation;

namespace PaperExperiments.Tests.Deconvolutional;

/// <summary>Both models learn toy glyphs by the trainer of all models.</summary>
internal sealed class DeconvolutionalTrainingTests
{
    private static readonly TrainingOptions Options = new()
    {
        Steps = 150,
        LearningRate = 1e-2,
        LearningRateWarmUpSteps = 10,
        KlWarmUp = 0.3,
        Seed = 2,
        ProgressInterval = TimeSpan.Zero,
    };

    [Test]
    public void The_deconvolutional_model_learns_classes()
    {
        using var network = DeconvolutionalVhe.Create(TinyDeconvolutional.Options, seed: 1);
        var sampler = new GroupedSampler(ToyGlyphs.Training, TinyDeconvolutional.Sampling, seed: 3);

        var result = new VheTrainer(Options).Train(network.AsModel(), sampler);
        var accuracy = EpisodeProtocol.Run(
            EpisodeProtocol.Draw(ToyGlyphs.Training, new() { Ways = 5, Shots = 5, QueriesPerClass = 3, Episodes = 20 }), network.AsModel());

        AssertLearned(result);
        Assert.That(accuracy.Mean, Is.GreaterThan(0.5), "chance is one of five");
        var image = ToyGlyphs.New.Classes[0].Images[0];
        var marginal = new LikelihoodEstimator(network.AsModel()).LogMarginal(Array.ConvertAll(image, MathF.Round));
        Assert.That(marginal, Is.InRange(-60, 0));
    }

    [Test]
    public void The_hierarchical_model_learns_alphabets()
    {
        using var network = HierarchicalVhe.Create(TinyDeconvolutional.Options, seed: 1);
        var sampler = new AlphabetSampler(TinyDeconvolutional.Alphabets, TinyDeconvolutional.Sampling, seed: 3);

        var result = new VheTrainer(Options).Train(network.AsModel(), sampler);

        AssertLearned(result);
        Assert.That(result.History.TakeLast(10).Average(step => step.Kl["a"]), Is.GreaterThan(0.1), "a says something");
    }

    private static void AssertLearned(TrainingResult result)
    {
        var (first, last) = (result.History.Take(10).ToArray(), result.History.TakeLast(10).ToArray());
        Assert.That(last.Average(step => step.Elbo), Is.GreaterThan(first.Average(step => step.Elbo) + 5));
        Assert.That(last.Average(step => step.Kl["c"]), Is.GreaterThan(0.5), "the code says something");
    }
}
