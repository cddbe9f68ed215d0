using static TorchSharp.torch;

namespace PaperExperiments.OneDimensional;

/// <summary>A batch of distributions over K values (section 4.1).</summary>
/// <param name="Logits">[B, K], float32: log-probabilities up to a constant for each row.</param>
internal sealed record Categorical(Tensor Logits)
{
    /// <summary>log p(x).</summary>
    public Tensor LogProbability(Tensor x) => Logits.gather(1, x.unsqueeze(1)).squeeze(1) - Logits.logsumexp(1);
}
