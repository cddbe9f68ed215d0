using Vhe.Networks.Data;
using Vhe.Networks.Distributions;
using Vhe.Networks.Models;
using static TorchSharp.torch;

namespace PaperExperiments.Tightened;

/// <summary>
/// A Variational Homoencoder whose bound is tightened by a guess of D (section 6.1, Eq. 21):
/// <code>
/// log p(X) >= E_q'(D;X) E_q(c;D) [log p(X|c) + log p(c) - log q(c;D) + log r(D;c,X) - log q'(D;X)],
/// </code>
/// so that the class latent costs (KL - (log r - log q')) / |X| for each element. With the best r, the bound loses the divergence
/// of the mixture of all q(c; D) from p(c | X), in place of the mean divergence of each.
/// </summary>
/// <remarks>
/// It shares the networks of the model that it is made of: training it trains them too, and afterwards the model is used and
/// saved without r and q'. Train it by <see cref="Vhe.Networks.Training.VheTrainer"/> like any other, on batches that carry
/// <see cref="SubsetGroups"/>. To dispose it is to dispose the model.
/// It is a bound whatever r is, if r sums to at most 1 over what q' draws from: see <see cref="SubsetInference"/>. Chance in the
/// encoder's input that r does not guess at (which affine copy, which binarization, how many elements sample dropout leaves) has
/// the same probability under r and q', and cancels.
/// As with Eq. 12 itself, a mean over targets estimates a bound on log p(X) where the targets are drawn from X without regard to
/// D. Samplers that draw x apart from D give up what D tells of its own elements. With a learned q' they draw x from all of X:
/// else q' would learn to put into D what is hard to decode.
/// Thread-safety is that of <see cref="VariationalHomoencoder"/>.
/// </remarks>
internal sealed class TightenedElbo : VariationalHomoencoder
{
    private readonly SubsetInference _inference;
    private readonly LearnedSubsampling? _subsampling;

    /// <summary>Wraps a model.</summary>
    public TightenedElbo(
        VariationalHomoencoder network, SubsetInference inference, LearnedSubsampling? subsampling = null)
        : base((network ?? throw new ArgumentNullException(nameof(network))).Latents, network.Decoder, network.Shared)
    {
        ArgumentNullException.ThrowIfNull(inference);
        if (Latents.Count(latent => latent.Grouping == Grouping.Class) != 1)
            throw new ArgumentException("The model must have one latent variable for each class.", nameof(network));

        (_inference, _subsampling) = (inference, subsampling);
        register_module("inference", inference);
        if (subsampling is not null)
        {
            subsampling.ClassSizes.CheckSame(inference.ClassSizes, nameof(subsampling));
            register_module("subsampling", subsampling);
        }
    }

    public override ElboTerms Elbo(GroupedBatch batch, Objective objective, SeededGenerator noise)
    {
        ArgumentNullException.ThrowIfNull(batch);
        ArgumentNullException.ThrowIfNull(objective);
        if (!objective.Resample || !objective.Rescale)
        {
            throw new ArgumentException(
                $"The bound of '{objective.Name}' cannot be tightened; that of the VHE can.", nameof(objective));
        }

        var terms = base.Elbo(batch, objective, noise);
        if (_subsampling is null)
            return terms;

        // The whole bound is q's reward, also while training weighs the KL terms less: what a D is worth in the end.
        var (groups, numbers, elements) = Members(batch.Classes);
        var logProbability = Sum(_subsampling.Given(numbers).LogProbabilities(elements), groups);
        var score = _subsampling.Score(
            terms.Elbo(), logProbability.index_select(0, groups.Of), numbers.index_select(0, groups.Of));
        return terms with { LogLikelihood = terms.LogLikelihood.Plus(score) };
    }

    /// <summary>KL(q || p) - (log r(D; c, X) - log q'(D; X)), where the latent variable is the class's.</summary>
    protected override Tensor Cost(LatentVariable latent, Groups groups, Tensor sample, Tensor kl)
    {
        ArgumentNullException.ThrowIfNull(latent);
        ArgumentNullException.ThrowIfNull(groups);
        if (latent.Grouping != Grouping.Class)
            return kl;

        var (_, numbers, elements) = Members(groups);
        var r = _inference.Given(sample, numbers);
        var q = _subsampling?.Given(numbers) ?? _inference.Uniform(numbers);

        // The gradient of -log q' itself has mean 0 (see LearnedSubsampling): it would bring noise and nothing else.
        return kl - Sum(r.LogProbabilities(elements) - q.LogProbabilities(elements).detach(), groups);
    }

    private static (Groups Groups, Tensor Numbers, Tensor Elements) Members(Groups groups)
        => groups is SubsetGroups { Class: { } numbers } subsets
            ? (groups, numbers, subsets.Elements)
            : throw new InvalidOperationException("The batch does not say which elements of its classes the support sets are.");

    /// <summary>[G, S] to [G]: over the elements that the encoder sees, which are the first ones.</summary>
    private static Tensor Sum(Tensor draws, Groups groups) => (groups.Kept is null ? draws : draws * groups.Kept).sum(1);
}
