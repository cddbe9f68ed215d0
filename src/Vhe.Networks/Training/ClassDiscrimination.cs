using Vhe.Networks.Data;
using Vhe.Networks.Models;

namespace Vhe.Networks.Training;

/// <summary>
/// log p(k | x), the probability of a target's own class k among its hard negatives, by p(x | c_k, t) as in the paper's classification
/// rule (section 6.4.1). Added to the bound it makes the objective a hybrid of a generative and a discriminative one (Lasserre,
/// Bishop and Minka 2006), which the paper's is not: a model that has learned what classes look like learns what tells apart
/// those that look alike.
/// </summary>
internal static class ClassDiscrimination
{
    /// <summary>Scores the targets of a batch.</summary>
    public static Tensor LogProbability(VariationalHomoencoder network, GroupedBatch batch, ElboTerms terms, int hardNegatives)
    {
        var index = IndexOfClass(network);
        var groups = batch.Classes;
        var numbers = groups.Class
            ?? throw new InvalidOperationException("The batch does not say which classes it is of.");
        var classes = terms.Samples[index].index_select(0, groups.First);
        hardNegatives = (int)Math.Min(hardNegatives, classes.shape[0] - 1);
        var (others, none) = Nearest(classes, numbers, hardNegatives);
        var of = others.index_select(0, groups.Of).flatten();
        Tensor[] latents = [.. terms.Samples.Select(sample => sample.repeat_interleave(hardNegatives, 0))];
        latents[index] = classes.index_select(0, of);
        var logLikelihoods = network.Decoder.LogLikelihood(batch.Targets.repeat_interleave(hardNegatives, 0), latents)
            .view(-1, hardNegatives)
            .FilledWhere(none.index_select(0, groups.Of), double.NegativeInfinity);
        return cat(new[] { terms.LogLikelihood.unsqueeze(1), logLikelihoods }, 1).log_softmax(1).select(1, 0);
    }

    /// <summary>The groups whose codes are nearest to each one's, [G, hardNegatives], and where they are none because too few of the batch are
    /// of another class: a class that was drawn twice is no hard negative of itself, nor are its rotations and reflections, which may look the
    /// same.</summary>
    private static (Tensor Groups, Tensor None) Nearest(Tensor classes, Tensor numbers, int hardNegatives)
    {
        var codes = classes.detach().flatten(1);
        var distances = (codes.unsqueeze(0) - codes.unsqueeze(1)).Squared().sum(2);
        var itself = numbers.unsqueeze(0) == numbers.unsqueeze(1);
        var (nearest, indices) = distances.FilledWhere(itself, double.PositiveInfinity).topk(hardNegatives, 1, largest: false);
        return (indices, nearest.isinf());
    }

    private static int IndexOfClass(VariationalHomoencoder network)
    {
        var latents = network.Latents.ToList();
        var index = latents.FindIndex(latent => latent.Grouping == Grouping.Class);
        return index >= 0 && !latents.Any(latent => latent.ReadsParents)
            ? index
            : throw new InvalidOperationException(
                "Classes are told apart in training only by a model with a latent variable for each class on which no other depends.");
    }
}
