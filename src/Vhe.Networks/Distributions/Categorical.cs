using static TorchSharp.torch;

namespace Vhe.Networks.Distributions;

/// <summary>A batch of distributions over K values (section 4.1).</summary>
/// <param name="Logits">[B, K], float32: log-probabilities up to a constant for each row.</param>
public sealed record Categorical(Tensor Logits)
{
    /// <summary>log p(x).</summary>
    /// <param name="x">[B], int64, 0 to K - 1.</param>
    /// <returns>[B], in nats.</returns>
    public Tensor LogProbability(Tensor x) => Logits.gather(1, x.unsqueeze(1)).squeeze(1) - Logits.logsumexp(1);
}
