using Vhe.Networks.Data;
using Vhe.Networks.Evaluation;
using Vhe.Networks.Inference;
using Vhe.Networks.Models;

namespace GlyphModel;

/// <summary>The joint likelihood of whole classes (section 6.4.1) beside the floor of its binarization.</summary>
internal static class JointLikelihoods
{
    private const int GraySupport = 5;

    /// <summary>Prints it by q(c; X), as the paper has it, and by q(c; D) of a few gray images, as the model was trained.</summary>
    public static void Print(VheModel model, GroupedImages images, int classes, long seed)
    {
        var samples = new LikelihoodOptions { Seed = seed };
        var estimator = new LikelihoodEstimator(model, samples);
        var options = new JointNllOptions { Classes = classes, Seed = seed };
        var whole = JointNllProtocol.Run(estimator, images, options);
        var gray = JointNllProtocol.Run(estimator, images, options with { GraySupport = GraySupport });
        Console.WriteLine(
            $"joint NLL an image, {whole.Classes} classes, {samples.ClassSamples} c x {samples.ElementSamples} t: {whole.Nll} by q(c; X), "
            + $"{gray.Nll} by q(c; {GraySupport} gray images); entropy of the binarization {whole.Floor} (nats)");
    }
}
