using Vhe.Networks.Distributions;
using Vhe.Networks.Models;
using static TorchSharp.torch;

namespace Vhe.Networks.Inference;

/// <summary>
/// Classification by expected conditional likelihood (section 6.4.1): E over q(c; D) of p(x | c), with the inner integral of
/// <see cref="ConditionalLikelihood"/>.
/// </summary>
/// <param name="network">The model.</param>
/// <param name="device">Where it is.</param>
/// <param name="classes">q(c; D) of every class.</param>
/// <param name="options">How many samples, and of how many classes.</param>
internal sealed class PaperRule(
    VariationalHomoencoder network, Device device, DiagonalGaussian classes, ClassificationOptions options)
{
    /// <summary>The rule for the packaged model.</summary>
    /// <param name="model">The model.</param>
    /// <param name="classes">q(c; D) of every class.</param>
    /// <param name="options">How many samples, and of how many classes.</param>
    public PaperRule(VheModel model, DiagonalGaussian classes, ClassificationOptions options)
        : this(model.Network, model.Device, classes, options)
    {
    }

    /// <summary>log E over q(c; D) of p(x | c) of some classes.</summary>
    /// <param name="indices">Which classes.</param>
    /// <param name="x">[1, C, H, W]: the image.</param>
    /// <returns>One number for each of the classes, in nats.</returns>
    public float[] LogLikelihoods(int[] indices, Tensor x)
    {
        using var scope = NewDisposeScope();
        var likelihood = new ConditionalLikelihood(network, device, x, options.TransformSamples, options.Seed);
        return Array.ConvertAll(indices, k => LogLikelihood(k, likelihood));
    }

    private float LogLikelihood(int index, ConditionalLikelihood likelihood)
    {
        using var scope = NewDisposeScope();

        // Each class has samples of its own: what the others on the list are does not change its value.
        using var noise = new SeededGenerator(SeededGenerator.Derive(options.Seed, index), device);
        var c = classes.Rows(NumberTensor.Full([options.ClassSamples], index, int64, device)).Sample(noise);
        var mean = likelihood.Given(c).logsumexp(0).Minus(Math.Log(options.ClassSamples));
        return (float)mean.item<double>();
    }
}
