using PaperExperiments.OneDimensional;
using Vhe.Networks.Distributions;
using Vhe.Networks.Inference;
using Vhe.Networks.Models;
using Vhe.Networks.Training;
using static TorchSharp.torch;

namespace PaperExperiments.Tightened;

/// <summary>
/// Trains and measures the bound of Eq. 12, the one tightened by r(D; c, X) (Eq. 21), and the latter with a learned q'(D; X), on
/// classes that are mixtures of two Gaussians: a D of one or two elements says little of which of its class's halves it is from, so
/// that q(c; D) depends much on D. Classes are small, for the tightened bound gains at most log |X| / |X| for each element of D.
/// All three draw x from all of X, as both equations have it.
/// </summary>
/// <param name="settings">The budget and the folders.</param>
internal sealed class TightenedStudy(ExperimentSettings settings)
{
    private const int EmbeddingDimensions = 2;
    private const int SubsetDimensions = 8;
    private const int DrawsOfClass = 10;
    private const int TargetsOfDraw = 5;
    private const int BoundBatches = 50;
    private const int JointSamples = 500;

    /// <summary>|X|.</summary>
    public const int ElementsPerClass = 10;

    /// <summary>Steps where the settings have none.</summary>
    public const long DefaultSteps = 2500;

    private static readonly ElementFamily Family = ElementFamily.All.Single(family => family is GaussianMixtureFamily);

    /// <summary>The bounds, by their names in tables.</summary>
    public static IReadOnlyList<string> Bounds { get; } = ["plain", "tightened", "tightened and learned"];

    /// <summary>Trains and measures one run.</summary>
    public TightenedResult Run(string bound, int support, int run)
    {
        var seed = SeededGenerator.Derive(settings.Seed, run);
        var training = ElementClasses.Draw(Family, settings.Classes, ElementsPerClass, seed);
        var unseen = ElementClasses.Draw(Family, settings.Classes, ElementsPerClass, SeededGenerator.Derive(seed, 1));
        int[] sizes = [.. training.Values.Select(item => item.Length)];

        // Untrained it draws evenly.
        var q = new LearnedSubsampling(sizes);
        var plain = OneDimensionalVhe.Create(Family, EmbeddingDimensions, seed);
        using var model = VheModel.Of(
            bound == Bounds[0]
                ? plain
                : new TightenedElbo(
                    plain,
                    new SubsetInference(sizes, EmbeddingDimensions, SubsetDimensions, SeededGenerator.Derive(seed, 2)),
                    bound == Bounds[2] ? q : null),
            ElementClasses.Shape);
        using var freed = bound == Bounds[2] ? null : q;
        var steps = new VheTrainer(Options(bound, support, run, seed)).Train(model, Batches(training, support, TargetsOfDraw, q, seed)).Steps;
        var elbo = Elbo(model.Network, Batches(training, support, ElementsPerClass, q, SeededGenerator.Derive(seed, 3)), seed);
        var logLikelihood = MeanLogLikelihood(model, training, seed);
        return new TightenedResult(
            bound, support, run, elbo, logLikelihood, logLikelihood - elbo, -MeanLogLikelihood(model, unseen, seed), steps);
    }

    private static ElementSampler Batches(ElementClasses data, int support, int targets, LearnedSubsampling q, long seed)
        => new(data, Objective.Vhe, support, targets, seed, DrawsOfClass, q);

    private TrainingOptions Options(string bound, int support, int run, long seed) => new()
    {
        Steps = settings.Steps ?? DefaultSteps,
        LearningRate = 1e-2,
        KlWarmUp = 0.2,
        Seed = seed,
        CheckpointPath = settings.WorkFile(
            "tightened",
            $"{bound.Replace(' ', '-')}-{support}-{settings.Classes}-classes-"
            + $"{settings.Steps ?? DefaultSteps}-seed-{settings.Seed}-{run}.checkpoint"),
        Resume = true,
    };

    private static double Elbo(VariationalHomoencoder network, ElementSampler batches, long seed)
    {
        using var noise = new SeededGenerator(seed);
        using var untracked = no_grad();
        return Enumerable.Range(0, BoundBatches).Average(number =>
        {
            using var scope = NewDisposeScope();
            return network.Elbo(batches.Draw(number, CPU), Objective.Vhe, noise).Elbo().mean().item<float>();
        });
    }

    private static double MeanLogLikelihood(VheModel model, ElementClasses data, long seed)
    {
        var estimator = new LikelihoodEstimator(model, new LikelihoodOptions { ClassSamples = JointSamples, Seed = seed });
        return data.Values.Average(item =>
        {
            using var scope = NewDisposeScope();
            var x = tensor(item).view(-1, 1, 1, 1);
            return estimator.LogJoint(x, x) / item.Length;
        });
    }
}
