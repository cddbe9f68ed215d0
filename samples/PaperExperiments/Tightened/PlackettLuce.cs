using static TorchSharp.torch;

namespace PaperExperiments.Tightened;

/// <summary>
/// A batch of distributions over ordered subsets of M elements: one element after another is drawn without replacement, each with
/// probability proportional to exp(logit) among those that are left (Plackett and Luce).
/// </summary>
/// <remarks>The probabilities of all sequences of S distinct elements sum to 1, for every S; equal logits make them all equal.
/// </remarks>
/// <param name="Logits">[B, M], float32; minus infinity for what is never drawn.</param>
internal sealed record PlackettLuce(Tensor Logits)
{
    /// <summary>Distributions over sets of different sizes.</summary>
    public static PlackettLuce Over(Tensor logits, Tensor sizes)
        => new(logits.FilledWhere(Positions(logits).ge(sizes.unsqueeze(1)), double.NegativeInfinity));

    /// <summary>The log-probability of every draw given the draws before it.</summary>
    public Tensor LogProbabilities(Tensor elements)
    {
        var (left, positions) = (Logits, Positions(Logits));
        var draws = new Tensor[elements.shape[1]];
        for (var i = 0; i < draws.Length; i++)
        {
            var element = elements.narrow(1, i, 1);
            draws[i] = left.gather(1, element) - left.logsumexp(1, keepdim: true);
            left = left.FilledWhere(positions.eq(element), double.NegativeInfinity);
        }

        return cat(draws, 1);
    }

    private static Tensor Positions(Tensor logits) => NumberTensor.Range(logits.shape[1], int64, logits.device).unsqueeze(0);
}
