using PaperExperiments.Deconvolutional;

namespace PaperExperiments.Tests.Deconvolutional;

/// <summary>The deconvolutional architecture for toy glyphs, at the smallest sizes.</summary>
internal static class TinyDeconvolutional
{
    /// <summary>8 x 8 pixels.</summary>
    public static DeconvolutionalVheOptions Options { get; } = new()
    {
        Height = 8,
        Width = 8,
        Channels = 4,
        HiddenUnits = 16,
        AlphabetDimensions = 3,
        ClassDimensions = 5,
        ElementDimensions = 2,
    };

    /// <summary>Small batches without augmentation.</summary>
    public static SamplingOptions Sampling => Quick.Binary;

    /// <summary>The toy glyphs, every three classes an alphabet.</summary>
    public static GroupedImages Alphabets { get; } = InAlphabets(ToyGlyphs.Training, 3);

    /// <summary>The same classes, so many to an alphabet.</summary>
    public static GroupedImages InAlphabets(GroupedImages images, int classes) => new(
        images.Shape, images.Classes.Select((item, index) => item with { Group = $"alphabet {index / classes}" }));

    /// <summary>Lets the running statistics of an untrained network become those of its features, which at first would all but
    /// vanish in evaluation, and leaves it in that mode.</summary>
    public static VariationalHomoencoder Settle(VariationalHomoencoder network)
    {
        using var scope = NewDisposeScope();
        using var untracked = no_grad();
        using var noise = TinyNetwork.Noise();
        network.train();
        for (var i = 0; i < 40; i++)
        {
            using var step = NewDisposeScope();
            network.Elbo(Batch(i), Objective.Vhe, noise);
        }

        network.eval();
        return network;
    }

    /// <summary>A batch for the hierarchical model, which the other one can be trained on as well.</summary>
    public static GroupedBatch Batch(long number = 0) => new AlphabetSampler(Alphabets, Sampling, seed: 5).Draw(number, CPU);
}
