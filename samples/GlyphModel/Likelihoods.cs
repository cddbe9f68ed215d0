using PaperExperiments.Protocols;
using Vhe.Networks.Data;
using Vhe.Networks.Distributions;
using Vhe.Networks.Evaluation;
using Vhe.Networks.Inference;
using Vhe.Networks.Models;
using static TorchSharp.torch;

namespace GlyphModel;

/// <summary>A model as a density: the ELBO and its terms, and the joint likelihood of whole classes.</summary>
internal static class Likelihoods
{
    private const int Support = 5;
    private const int Batches = 100;

    /// <summary>Prints means of the ELBO's terms, by one sample of the latents for each image.</summary>
    public static void PrintElbo(VheModel model, GroupedImages images, long seed)
    {
        var sampling = new SamplingOptions { Augmentation = Augmentation.None, MinSupport = Support };
        var sampler = new GroupedSampler(images, sampling, seed);
        using var noise = new SeededGenerator(seed, model.Device);
        using var untracked = no_grad();
        var (elbo, reconstruction, kl) = (0.0, 0.0, new double[model.Network.Latents.Count]);
        for (var step = 0; step < Batches; step++)
        {
            using var scope = NewDisposeScope();
            var terms = model.Network.Elbo(sampler.Draw(step, model.Device), Objective.Vhe, noise);
            elbo += terms.Elbo().mean().item<float>() / Batches;
            reconstruction += terms.LogLikelihood.mean().item<float>() / Batches;
            for (var latent = 0; latent < kl.Length; latent++)
                kl[latent] += terms.Kl[latent].mean().item<float>() / Batches;
        }

        var kls = model.Network.Latents.Select((latent, index) => $"KL({latent.Symbol}) {kl[index]:F2}");
        Console.WriteLine(
            $"|D| = {Support}, no augmentation: ELBO {elbo:F2}, reconstruction {reconstruction:F2}, "
            + $"{string.Join(", ", kls)} (nats)");
    }

    /// <summary>Prints the joint likelihood (section 6.4.1) by q(c; X), as in the paper, and by q(c; D) of a few gray images, as
    /// in training, beside its floor: the entropy of the binarization.</summary>
    public static void PrintJoint(VheModel model, GroupedImages images, int classes, long seed)
    {
        var samples = new LikelihoodOptions { Seed = seed };
        var estimator = new LikelihoodEstimator(model, samples);
        var options = new JointNllOptions { Classes = classes, Seed = seed };
        var whole = JointNllProtocol.Run(estimator, images, options);
        var gray = JointNllProtocol.Run(estimator, images, options with { GraySupport = Support });
        Console.WriteLine(
            $"joint NLL an image, {whole.Classes} classes, {samples.ClassSamples} c x {samples.ElementSamples} t: "
            + $"{whole.Nll} by q(c; X), {gray.Nll} by q(c; {Support} gray images); "
            + $"entropy of the binarization {whole.Floor} (nats)");
    }
}
