namespace Vhe.Networks.Tests.TestData;

/// <summary>A tiny model that has learned the toy glyphs for a moment: trained once, when a test first asks for it.</summary>
internal static class TrainedToy
{
    private static readonly Lazy<(VheModel Model, TrainingResult Result)> Trained = new(Train);

    /// <summary>How long and how it is trained.</summary>
    public static TrainingOptions Options { get; } = new()
    {
        Steps = 150,
        LearningRate = 2e-2,
        LearningRateWarmUpSteps = 20,
        KlWarmUp = 0.5,
        Sampling = new SamplingOptions
        {
            ClassesPerBatch = 8,
            TargetsPerClass = 4,
            MaxSupport = 4,
            Augmentation = Augmentation.None,
        },
        Seed = 5,
        ProgressInterval = TimeSpan.Zero,
    };

    /// <summary>The model. Do not change it.</summary>
    public static VheModel Model => Trained.Value.Model;

    /// <summary>How its training went, with a report for every step.</summary>
    public static TrainingResult Result => Trained.Value.Result;

    /// <summary>Frees it, where it was made.</summary>
    public static void Dispose()
    {
        if (Trained.IsValueCreated)
            Model.Dispose();
    }

    private static (VheModel Model, TrainingResult Result) Train()
    {
        var model = TinyNetwork.Model();
        return (model, new VheTrainer(Options).Train(model, ToyGlyphs.Training));
    }
}
