using TorchSharp;
using Vhe.Networks;
using Vhe.Networks.Native;
using Vhe.Networks.Training;

namespace Vhe.MLNet.Tests.TestData;

/// <summary>A very small model, trained once for all tests: enough to tell strokes apart.</summary>
internal static class TinyModel
{
    private static readonly Lazy<VheTransformer> Trained = new(Train);

    /// <summary>The sizes of the network.</summary>
    public static PixelCnnVheOptions Network { get; } = PixelCnnVheOptions.Tiny with
    {
        Height = Drawings.Side,
        Width = Drawings.Side,
        TemplateChannels = 2,
        HiddenChannels = 8,
        DecoderLayers = 2,
        PriorChannels = 8,
        LocalizationChannels = 4,
        TransformChannels = 8,
        TransformDimensions = 4,
    };

    /// <summary>The transformer.</summary>
    public static VheTransformer Transformer => Trained.Value;

    /// <summary>The model in it.</summary>
    public static VheModel Model => Trained.Value.Model;

    /// <summary>Options that train for a few steps.</summary>
    /// <param name="steps">How many.</param>
    /// <returns>New options.</returns>
    public static VariationalHomoencoderEstimator.Options Options(int steps = 3) => new()
    {
        Network = Network,
        Training = TrainingOptions.For(Network) with
        {
            Sampling = new SamplingOptions { ClassesPerBatch = 6, TargetsPerClass = 2, MaxSupport = 3 },
        },
        Steps = steps,
        Seed = 1,
    };

    /// <summary>A model whose weights are such that nothing finite comes out.</summary>
    /// <returns>A model that the caller disposes.</returns>
    public static VheModel Broken()
    {
        var model = VheModel.Create(Network);
        using var untracked = torch.no_grad();
        foreach (var parameter in model.Network.parameters())
            parameter.FillInPlace(1e30f);

        return model;
    }

    /// <summary>Frees the weights, if any test asked for them.</summary>
    public static void Free()
    {
        if (Trained.IsValueCreated)
            Trained.Value.Model.Dispose();
    }

    private static VheTransformer Train()
    {
        var mlContext = new MLContext(seed: 1);
        return mlContext.Transforms.VariationalHomoencoder(Options(steps: 60))
            .Fit(mlContext.Data.LoadFromEnumerable(Glyph.Rows(Enumerable.Range(0, 6), 20)));
    }
}
