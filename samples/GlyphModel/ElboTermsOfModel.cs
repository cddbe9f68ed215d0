using Vhe.Networks.Data;
using Vhe.Networks.Distributions;
using Vhe.Networks.Models;
using Vhe.Networks.Objectives;
using static TorchSharp.torch;

namespace GlyphModel;

/// <summary>The bound on log p(x) of images, and its terms.</summary>
internal static class ElboTermsOfModel
{
    private const int BoundBatches = 100;

    /// <summary>Prints their means, by one sample of the latents for each image.</summary>
    public static void Print(VheModel model, GroupedImages images, long seed)
    {
        var sampler = new GroupedSampler(
            images, Objective.Vhe, new SamplingOptions { Augmentation = Augmentation.None, MinSupport = 5 }, seed);
        using var noise = new SeededGenerator(seed, model.Device);
        using var untracked = no_grad();
        var (bound, reconstruction, kl) = (0.0, 0.0, new double[model.Network.Latents.Count]);
        for (var step = 0; step < BoundBatches; step++)
        {
            using var scope = NewDisposeScope();
            var terms = model.Network.Elbo(sampler.Draw(step, model.Device), Objective.Vhe, noise);
            bound += terms.Elbo().mean().item<float>() / BoundBatches;
            reconstruction += terms.LogLikelihood.mean().item<float>() / BoundBatches;
            for (var latent = 0; latent < kl.Length; latent++)
            {
                kl[latent] += terms.Kl[latent].mean().item<float>() / BoundBatches;
            }
        }

        var kls = model.Network.Latents.Select((latent, index) => $"KL({latent.Symbol}) {kl[index]:F2}");
        Console.WriteLine($"|D| = 5, no augmentation: bound {bound:F2}, reconstruction {reconstruction:F2}, {string.Join(", ", kls)} (nats)");
    }
}
