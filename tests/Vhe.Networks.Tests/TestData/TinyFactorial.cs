using PaperExperiments.Styles;

namespace Vhe.Networks.Tests.TestData;

/// <summary>The factorial architecture at the smallest sizes, and stylized toy glyphs for it.</summary>
internal static class TinyFactorial
{
    private static readonly Lazy<(VheModel Model, TrainingResult Result)> Training = new(Train);

    /// <summary>8 x 8 color pixels of four levels.</summary>
    public static PixelCnnVheOptions Options { get; } = TinyNetwork.Options with
    {
        Style = new StyleOptions { StyleDimensions = 3, StyleChannels = 8, Levels = 4, Components = 3 },
    };

    /// <summary>The toy glyphs in six styles.</summary>
    public static FactorialImages Images { get; } = StylizedGlyphs.Create(ToyGlyphs.Create(12, 12, seed: 3), seed: 4, styles: 6);

    /// <summary>A model that has learned the stylized toy glyphs for a moment. Do not change it.</summary>
    public static VheModel Trained => Training.Value.Model;

    /// <summary>How its training went, with a report for every step.</summary>
    public static TrainingResult Result => Training.Value.Result;

    /// <summary>Frees the trained model, where it was made.</summary>
    public static void Dispose()
    {
        if (Training.IsValueCreated)
            Trained.Dispose();
    }

    /// <summary>An untrained network in evaluation mode.</summary>
    public static VheModel Model(long seed = 0) => VheModel.Create(Options, seed);

    /// <summary>The PixelCNN of a color image alone.</summary>
    public static GatedPixelCnn ColorPixelCnn(int channels, int components)
    {
        using var noise = TinyNetwork.Noise();
        var parameters = DiscretizedLogistics.ParameterCount(components, channels);
        var network = new GatedPixelCnn(channels, features: 3, hidden: 8, noise, parameters);
        Tensors.Randomize(network, seed: 7, deviation: 0.7);
        return network;
    }

    /// <summary>A minibatch.</summary>
    public static GroupedBatch Batch(long step = 0) => Sampler(seed: 11, classes: 3).Draw(step, CPU);

    private static FactorialSampler Sampler(long seed, int classes) => new(
        Images,
        new SamplingOptions { ClassesPerBatch = classes, TargetsPerClass = 4, MaxSupport = 4, Augmentation = Augmentation.None },
        seed,
        maxStyleSupport: 3);

    private static (VheModel Model, TrainingResult Result) Train()
    {
        var options = new TrainingOptions
        {
            Steps = 250,
            LearningRate = 1e-2,
            LearningRateWarmUpSteps = 20,
            KlWarmUp = 0.5,
            Seed = 5,
            ProgressInterval = TimeSpan.Zero,
        };
        var model = VheModel.Create(Options with { HiddenChannels = 8 }, seed: 6);
        return (model, new VheTrainer(options).Train(model, Sampler(seed: 7, classes: 6)));
    }
}
