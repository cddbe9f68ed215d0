using Vhe.Networks.Distributions;
using Vhe.Networks.Models;
using Vhe.Networks.Training;
using static TorchSharp.torch;

namespace PaperExperiments.OneDimensional;

/// <summary>
/// The study of section 4.1. For a point of its figures several models are trained on the same 100 classes of 100 elements, the
/// one of the best training bound is kept, and measured on 100 classes more. Trained models stay in the work folder: a run
/// that is there is not trained again, one that was broken off goes on.
/// </summary>
/// <param name="settings">The budget and the folders.</param>
internal sealed class ElementStudy(ExperimentSettings settings)
{
    // The paper does not say. Two are the least that can tell the four discrete classes apart, or the directions of von Mises.
    private const int CodeDimensions = 2;

    private const int ElementsPerClass = 100;
    private const int StepsPerEpoch = 10;
    private const int ElementsOfClassPerStep = 10;
    private const int BoundBatches = 20;

    // 50 of the 250 epochs (section 4.1).
    private const double KlAnnealing = 50.0 / 250;

    /// <summary>The paper's budget: 250 epochs.</summary>
    public const long PaperSteps = 250 * StepsPerEpoch;

    /// <summary>Trains and measures one point.</summary>
    public ElementResult Run(ElementCell cell, Action trained)
    {
        var seed = settings.Seed;
        var training = ElementClasses.Draw(cell.Family, settings.Classes, ElementsPerClass, seed);
        var unseen = ElementClasses.Draw(cell.Family, settings.Classes, ElementsPerClass, SeededGenerator.Derive(seed, 1));
        var runs = new List<(int Run, double Elbo, ElementMeasures Measures)>();
        for (var run = 0; run < settings.Runs; run++)
        {
            using var model = VheModel.Of(
                OneDimensionalVhe.Create(cell.Family, CodeDimensions, SeededGenerator.Derive(seed, run)), ElementClasses.Shape);
            var batches = Batches(cell, training, SeededGenerator.Derive(seed, run));
            new VheTrainer(Options(cell, run)).Train(model, batches);
            var bound = TrainingBound(model.Network, cell, training);
            runs.Add((run, bound, new ElementEvaluation(unseen, cell.Support, seed).Measure(model)));
            trained();
        }

        var best = runs.MaxBy(item => item.Elbo);
        return new ElementResult(
            cell.Family.Name,
            cell.Objective.Name,
            cell.Support,
            best.Measures.EncodedInformation,
            best.Measures.GenerationLoss,
            best.Measures.BinaryError,
            best.Measures.JointNll,
            best.Run,
            best.Elbo,
            settings.Steps ?? PaperSteps);
    }

    // All objectives decode about ten elements of each class in a step, of D where x is in D, of as many apart from it otherwise: an
    // epoch is ten steps. With |D| = 20 no fewer than twenty can be decoded, and 2,500 steps are twice as many epochs.
    private static ElementSampler Batches(ElementCell cell, ElementClasses data, long seed)
        => new(data, cell.Objective, cell.Support, cell.Support, seed, Math.Max(1, ElementsOfClassPerStep / cell.Support));

    private TrainingOptions Options(ElementCell cell, int run) => new()
    {
        Steps = settings.Steps ?? PaperSteps,
        Objective = cell.Objective,
        LearningRate = 1e-2,
        KlWarmUp = KlAnnealing,
        Seed = SeededGenerator.Derive(settings.Seed, run),
        CheckpointPath = settings.WorkFile(
            "one-dimensional",
            $"{cell.FileName}-{settings.Classes}-classes-{settings.Steps ?? PaperSteps}-seed-{settings.Seed}-{run}.checkpoint"),
        CheckpointInterval = TimeSpan.FromMinutes(1),
        Resume = true,
    };

    private double TrainingBound(VariationalHomoencoder network, ElementCell cell, ElementClasses data)
    {
        var batches = Batches(cell, data, SeededGenerator.Derive(settings.Seed, 2));
        using var noise = new SeededGenerator(settings.Seed);
        using var untracked = no_grad();
        return Enumerable.Range(0, BoundBatches).Average(number =>
        {
            using var scope = NewDisposeScope();
            return network.Elbo(batches.Draw(number, CPU), cell.Objective, noise).Elbo().mean().item<float>();
        });
    }
}
