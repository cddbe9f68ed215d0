using Vhe.Networks.Data;
using Vhe.Networks.Models;

namespace Vhe.Networks.Training;

/// <summary>How a Variational Homoencoder is trained.</summary>
public sealed record TrainingOptions
{
    /// <summary>How long to train; null for no limit. The schedules follow the clock then, so two runs differ in their numbers.
    /// </summary>
    public TimeSpan? Budget { get; init; }

    /// <summary>How many steps to train; null for no limit. With this alone, the same seed gives the same weights.</summary>
    public long? Steps { get; init; }

    /// <summary>The objective to maximize.</summary>
    public Objective Objective { get; init; } = Objective.Vhe;

    /// <summary>What the log-probability of a target's own class among its hard negatives counts beside the ELBO, 0 or more. 0 trains as
    /// the paper does. More, say 10, makes a model that is trained already tell classes apart better; each hard negative costs one
    /// more decode of each target. For models with a latent variable for each class on which no other depends.</summary>
    public double DiscriminativeWeight { get; init; }

    /// <summary>How many hard negatives a target's own class has: those of the batch whose embeddings are nearest, 1 to 64. They are the harder
    /// to tell apart the more classes a batch has.</summary>
    public int HardNegatives { get; init; } = 3;

    /// <summary>The minibatches.</summary>
    public SamplingOptions Sampling { get; init; } = new();

    /// <summary>Adam's learning rate at its highest; positive.</summary>
    public double LearningRate { get; init; } = 2e-3;

    /// <summary>Steps over which the learning rate rises from 0.</summary>
    public int LearningRateWarmUpSteps { get; init; } = 50;

    /// <summary>What part of the learning rate is left at the end of its cosine, 0 to 1.</summary>
    public double FinalLearningRate { get; init; } = 0.02;

    /// <summary>The part of the run over which the weight of the KL terms rises from 0.01 to 1, 0 to 1.</summary>
    public double KlWarmUp { get; init; } = 0.35;

    /// <summary>The norm that a gradient is clipped to; positive.</summary>
    public double GradientClip { get; init; } = 500;

    /// <summary>What the convolutions compute in while training.</summary>
    public Precision Precision { get; init; } = Precision.Float32;

    /// <summary>Whether the process keeps the memory that tensors free, from the beginning of the run on: see
    /// <see cref="NativeHeap.KeepFreedMemory"/>.</summary>
    public bool KeepFreedMemory { get; init; } = true;

    /// <summary>Seeds every draw of the run.</summary>
    public long Seed { get; init; }

    /// <summary>Is told how the run goes; null for nobody. Called on the training thread.</summary>
    public IProgress<TrainingProgress>? Progress { get; init; }

    /// <summary>The time between two reports.</summary>
    public TimeSpan ProgressInterval { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>A file that keeps the run: written now and then and at the end; null for none.</summary>
    public string? CheckpointPath { get; init; }

    /// <summary>The time between two checkpoints.</summary>
    public TimeSpan CheckpointInterval { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>Whether to go on from <see cref="CheckpointPath"/> where that file exists. The objective, the budget and the
    /// schedule are those of these options, not of the run before.</summary>
    public bool Resume { get; init; }

    /// <summary>Whether canceling throws <see cref="OperationCanceledException"/>; otherwise the model keeps what it has learned.
    /// The checkpoint is written first in either case.</summary>
    public bool ThrowOnCancel { get; init; }

    /// <summary>Measured choices for a network of this size, on this processor.</summary>
    /// <param name="network">The sizes.</param>
    /// <returns>Options without a budget.</returns>
    public static TrainingOptions For(PixelCnnVheOptions network)
    {
        ArgumentNullException.ThrowIfNull(network);
        return network.HiddenChannels > 32
            ? new TrainingOptions { Precision = OneDnn.HasFastBFloat16 ? Precision.BFloat16 : Precision.Float32 }
            : new TrainingOptions
            {
                LearningRate = 4e-3,
                KlWarmUp = 0.1,
                Sampling = new SamplingOptions { ClassesPerBatch = 16 },
            };
    }

    /// <summary>Measured choices for training a network further that has been trained already: a low learning rate, no warm-up of the
    /// KL terms, and many classes of one target each, to tell apart from those most like them.</summary>
    /// <param name="network">The sizes.</param>
    /// <returns>Options without a budget.</returns>
    public static TrainingOptions ForRefining(PixelCnnVheOptions network) => For(network) with
    {
        LearningRate = 5e-4,
        KlWarmUp = 0,
        GradientClip = 1000,
        DiscriminativeWeight = 10,
        Sampling = new SamplingOptions { ClassesPerBatch = 64, TargetsPerClass = 1 },
    };

    /// <summary>Checks every option.</summary>
    internal void Validate()
    {
        if (Budget is null && Steps is null)
            throw new InvalidOperationException($"Training needs an end: set {nameof(Budget)} or {nameof(Steps)}.");

        if (Resume && CheckpointPath is null)
            throw new InvalidOperationException($"{nameof(Resume)} needs a {nameof(CheckpointPath)}.");

        OptionRange.CheckPositive(nameof(Budget), Budget?.TotalSeconds ?? 1);
        OptionRange.CheckPositive(nameof(Steps), Steps ?? 1);
        OptionRange.CheckPositive(nameof(LearningRate), LearningRate);
        OptionRange.Check(nameof(LearningRateWarmUpSteps), LearningRateWarmUpSteps, 0);
        OptionRange.Check(nameof(FinalLearningRate), FinalLearningRate, 0, 1);
        OptionRange.Check(nameof(DiscriminativeWeight), DiscriminativeWeight, 0);
        OptionRange.Check(nameof(HardNegatives), HardNegatives, 1, 64);
        OptionRange.Check(nameof(KlWarmUp), KlWarmUp, 0, 1);
        OptionRange.CheckPositive(nameof(GradientClip), GradientClip);
        OptionRange.Check(nameof(ProgressInterval), ProgressInterval.TotalSeconds, 0);
        OptionRange.Check(nameof(CheckpointInterval), CheckpointInterval.TotalSeconds, 0);
        Sampling.Validate();
    }
}
