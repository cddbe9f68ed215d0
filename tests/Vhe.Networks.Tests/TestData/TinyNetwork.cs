namespace Vhe.Networks.Tests.TestData;

/// <summary>The whole architecture at the smallest sizes that still have all of its parts.</summary>
internal static class TinyNetwork
{
    /// <summary>8 x 8 pixels, a few channels everywhere.</summary>
    public static PixelCnnVheOptions Options { get; } = new()
    {
        Height = 8,
        Width = 8,
        TemplateChannels = 2,
        TemplateKernel = 3,
        TransformDimensions = 2,
        HiddenChannels = 4,
        DecoderLayers = 1,
        PriorChannels = 4,
        LocalizationChannels = 4,
        TransformChannels = 4,
    };

    /// <summary>The shape of its images.</summary>
    public static ImageShape Shape { get; } = new(1, 8, 8);

    /// <summary>An untrained model.</summary>
    public static VheModel Model(long seed = 0) => VheModel.Create(Options, seed);

    /// <summary>Convolutions in float32.</summary>
    public static Compute Float32 => new();

    /// <summary>Convolutions in bfloat16.</summary>
    public static Compute BFloat16 => new() { Precision = Precision.BFloat16 };

    /// <summary>A batch of toy glyphs.</summary>
    public static GroupedBatch Batch(SamplingOptions? sampling = null, Objective? objective = null, long step = 0)
    {
        sampling ??= new SamplingOptions { ClassesPerBatch = 3, TargetsPerClass = 2, Augmentation = Augmentation.None };
        var sampler = new GroupedSampler(ToyGlyphs.Training, sampling, seed: 11, objective?.Resample ?? true);
        return sampler.Draw(step, CPU);
    }

    /// <summary>All weights, statistics and masks of a model, name by name.</summary>
    public static Dictionary<string, float[]> Weights(VheModel model)
    {
        using var scope = NewDisposeScope();
        return model.Network.state_dict().ToDictionary(item => item.Key, item => item.Value.Values(), StringComparer.Ordinal);
    }

    /// <summary>A network as a model, to train and use it.</summary>
    public static VheModel AsModel(this VariationalHomoencoder network, ImageShape? shape = null)
        => VheModel.Of(network, shape ?? Shape);

    /// <summary>Noise for a layer's starting values.</summary>
    public static SeededGenerator Noise(long seed = 1) => new(seed);
}
