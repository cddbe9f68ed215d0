using Microsoft.ML;
using Quickstart;
using Vhe.MLNet;
using Vhe.Networks.Data;
using Vhe.Networks.Distributions;
using Vhe.Networks.Models;
using Vhe.Networks.Objectives;
using static TorchSharp.torch;

namespace GlyphModel;

/// <summary>Measures a model on classes that it has not seen, and prints Markdown.</summary>
internal static class Measurement
{
    private const int BoundBatches = 100;

    /// <summary>The bound on log p(x) and its terms, by one sample of the latents for each image.</summary>
    public static void Bound(VheModel model, GroupedImages images, long seed)
    {
        var sampler = new GroupedSampler(
            images, Objective.Vhe, new SamplingOptions { Augmentation = Augmentation.None, MinSupport = 5 }, seed);
        using var noise = new NoiseSource(seed, model.Device);
        using var untracked = no_grad();
        var (bound, reconstruction, kl) = (0.0, 0.0, new double[model.Network.Latents.Count]);
        for (var step = 0; step < BoundBatches; step++)
        {
            using var scope = NewDisposeScope();
            var terms = model.Network.Bound(sampler.Draw(step, model.Device), Objective.Vhe, noise);
            bound += terms.Bound().mean().item<float>() / BoundBatches;
            reconstruction += terms.LogLikelihood.mean().item<float>() / BoundBatches;
            for (var latent = 0; latent < kl.Length; latent++)
            {
                kl[latent] += terms.Kl[latent].mean().item<float>() / BoundBatches;
            }
        }

        var kls = model.Network.Latents.Select((latent, index) => $"KL({latent.Symbol}) {kl[index]:F2}");
        Console.WriteLine($"|D| = 5, no augmentation: bound {bound:F2}, reconstruction {reconstruction:F2}, {string.Join(", ", kls)} (nats)");
    }

    /// <summary>The images of a folder, of the model's shape.</summary>
    public static GroupedImages Read(VheModel model, string folder) =>
        NewClasses.Read(new MLContext(seed: 1), [folder], model.Options).Images;
}
