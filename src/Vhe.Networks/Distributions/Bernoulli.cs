namespace Vhe.Networks.Distributions;

/// <summary>A batch of binary images with independent pixels given their logits: the output of a decoder.</summary>
/// <param name="Logits">[B, C, H, W], float32: log-odds of ink.</param>
internal sealed record Bernoulli(Tensor Logits)
{
    /// <summary>
    /// log p(x), summed over the pixels. For gray values in [0, 1] it is the expectation over their dynamic binarization.
    /// </summary>
    public Tensor LogProbability(Tensor x)
        => -nn.functional.binary_cross_entropy_with_logits(Logits, x, reduction: nn.Reduction.None).flatten(1).sum(1);

    /// <summary>Draws binary images.</summary>
    public Tensor Sample(SeededGenerator noise, double temperature)
        => noise.Uniform(Logits.shape).lt(Logits.DividedBy(temperature).sigmoid()).to(float32);
}
