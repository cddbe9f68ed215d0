using PaperExperiments.Protocols;
using Vhe.Networks.Data;
using Vhe.Networks.Distributions;
using Vhe.Networks.Evaluation;
using Vhe.Networks.Inference;
using Vhe.Networks.Models;
using Vhe.Networks.Training;
using static TorchSharp.torch;

namespace PaperExperiments.Images;

/// <summary>Trains the models of section 4.2 and measures them. A model that is in the work folder is not trained again.</summary>
/// <param name="settings">The budget and the folders.</param>
/// <param name="dataName">What the models are trained on, for the names of files.</param>
internal sealed class ImageStudy(ExperimentSettings settings, string dataName)
{
    private const int KlBatches = 50;

    // As many elements are decoded as are encoded at |D| = 5, so that the objectives of Table 1 are matched in what a step costs.
    private const int TargetsPerClass = 5;

    /// <summary>The four objectives in the order of Table 1.</summary>
    public static IReadOnlyList<Objective> Objectives { get; } =
        [Objective.NeuralStatistician, Objective.ResampleOnly, Objective.RescaleOnly, Objective.Vhe];

    /// <summary>The models of Tables 1 and 3 and of Figure 6 that are asked for, each with its line in the paper's tables.</summary>
    public static IEnumerable<(Architecture Architecture, Objective Objective, int Line)> Models(ExperimentSettings settings)
        => (from architecture in Architecture.All from objective in Objectives select (architecture, objective))
        .Select((model, line) => (model.architecture, model.objective, line))
        .Where(model => settings.Architectures.Contains(model.architecture));

    /// <summary>Trains a model, or finds it.</summary>
    public TrainedModel Train(
        Architecture architecture, Objective objective, GroupedImages images, int support, Augmentation augmentation)
    {
        var name = $"{architecture.Name}-{objective.Name}-{dataName}-{support}".Replace(' ', '-').ToLowerInvariant();
        return architecture.Train(settings, images, Options(settings, architecture.SizedName(settings, name), images) with
        {
            Objective = objective,
            Sampling = new SamplingOptions
            {
                MinSupport = support,
                MaxSupport = support,
                TargetsPerClass = TargetsPerClass,
                Augmentation = augmentation,
            },
        });
    }

    /// <summary>The budget, the checkpoint and what is printed, of the training of a model.</summary>
    public static TrainingOptions Options(ExperimentSettings settings, string name, GroupedImages images) => new()
    {
        Steps = settings.Steps,
        Budget = settings.Steps is null ? settings.TrainingTime : null,
        Seed = settings.Seed,
        CheckpointPath = settings.WorkFile(
            "images",
            $"{name}-{settings.Budget.Replace(' ', '-')}{(settings.Tiny ? "-tiny" : "")}-seed-{settings.Seed}"
            + $"-{Fingerprint.Of(images)}.checkpoint"),
        Resume = true,
        Progress = new TrainingLines(name),
        ProgressInterval = TimeSpan.FromMinutes(1),
    };

    /// <summary>KL(q(c; D) || p(c)) on batches of the training set, nats a class.</summary>
    public double EncodedInformation(TrainedModel model, GroupedImages images, Objective objective)
    {
        // Under the seed of training: it decides the affine copies that the training set has.
        var batches = new GroupedSampler(images, model.Sampling, settings.Seed, objective.Resample);
        var latent = model.Model.Network.Latents.Index().Single(pair => pair.Item.Grouping == Grouping.Class).Index;
        using var noise = new SeededGenerator(settings.Seed);
        using var untracked = no_grad();
        return Enumerable.Range(0, KlBatches).Average(number =>
        {
            using var scope = NewDisposeScope();
            return model.Model.Network.Elbo(batches.Draw(number, CPU), objective, noise).Kl[latent].mean().item<float>();
        });
    }

    /// <summary>20-way accuracy on unseen classes; of as many as there are, where there are fewer.</summary>
    public Accuracy Accuracy(TrainedModel model, GroupedImages unseen, int shots)
    {
        var random = new Random((int)settings.Seed);
        var options = new EpisodeOptions { Ways = Ways(unseen), Shots = shots, Episodes = settings.Episodes, Seed = settings.Seed };
        return EpisodeProtocol.Run(EpisodeProtocol.Draw(unseen, options), episode =>
        {
            var examples = episode.Support.Select(item => item with { Images = model.Examples(item.Images, random) });
            using var classifier = new FewShotClassifier(
                model.Model, new GroupedImages(unseen.Shape, examples), settings.Classification);
            return classifier.Classify(episode.Queries);
        });
    }

    /// <summary>20, or as many classes as there are.</summary>
    public static int Ways(GroupedImages unseen) => Math.Min(20, unseen.Classes.Count);

    /// <summary>The joint NLL of whole classes (section 6.4.1), c inferred from examples as the model was trained on them.</summary>
    public JointNll JointNll(TrainedModel model, GroupedImages unseen) => JointNllProtocol.Run(
        new LikelihoodEstimator(
            model.Model,
            new LikelihoodOptions { ClassSamples = settings.ClassSamples, Seed = settings.Seed }),
        unseen,
        new JointNllOptions
        {
            Classes = settings.JointClasses,
            GraySupport = model.Sampling.BinarizeSupport ? null : int.MaxValue,
            Seed = settings.Seed,
        });
}
