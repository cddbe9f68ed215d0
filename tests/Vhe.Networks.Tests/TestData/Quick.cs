namespace Vhe.Networks.Tests.TestData;

/// <summary>Runs of a few small steps.</summary>
internal static class Quick
{
    /// <summary>Small batches of binary images without augmentation.</summary>
    public static SamplingOptions Binary { get; } = new()
    {
        ClassesPerBatch = 6,
        TargetsPerClass = 3,
        MaxSupport = 3,
        Augmentation = Augmentation.None,
        BinarizeSupport = true,
    };

    /// <summary>Options for so many steps.</summary>
    public static TrainingOptions Run(long steps) => new()
    {
        Steps = steps,
        LearningRate = 1e-2,
        LearningRateWarmUpSteps = 5,
        Sampling = new SamplingOptions
        {
            ClassesPerBatch = 3,
            TargetsPerClass = 2,
            MaxSupport = 2,
            Augmentation = Augmentation.None,
        },
        Seed = 3,
        ProgressInterval = TimeSpan.Zero,
    };

    /// <summary>The steps of a run over the toy glyphs.</summary>
    public static TrainingStep Step(VheModel model, TrainingOptions? options = null)
        => new(model, ToyGlyphs.Training, options ?? Run(10));

    /// <summary>Told of every report at once, on the training thread.</summary>
    public static IProgress<TrainingProgress> Tell(Action<TrainingProgress> report) => new Immediate<TrainingProgress>(report);

    /// <summary>Options that cancel the run after so many steps.</summary>
    public static TrainingOptions CancelAfter(this TrainingOptions options, long step, CancellationTokenSource source)
        => options with
        {
            Progress = Tell(progress =>
            {
                if (progress.Step == step)
                    source.Cancel();
            }),
        };
}
