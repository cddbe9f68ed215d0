using PaperExperiments.Tightened;

namespace PaperExperiments.Tests.Tightened;

/// <summary>
/// One class of <see cref="GaussianClasses"/>, number 1 of two of different sizes, and its bounds over chosen support sets: every
/// D that there is, in every order, or drawn ones.
/// </summary>
internal static class Subsets
{
    /// <summary>The class's number, and the sizes of both classes.</summary>
    public const int Number = 1;

    /// <summary>Its elements, far enough apart for D to matter.</summary>
    public static float[] Elements { get; } = [-2.5f, -0.5f, 1.5f, 3f];

    /// <summary>The other class is larger, so that the tables are padded.</summary>
    public static int[] ClassSizes { get; } = [6, 4];

    /// <summary>log p(X).</summary>
    public static double Exact => GaussianClasses.LogProbability(Elements);

    /// <summary>All sequences of so many distinct elements.</summary>
    public static int[][] All(int size) => size == 0
        ? [[]]
        : [.. All(size - 1).SelectMany(d => Enumerable.Range(0, Elements.Length).Except(d).Select(i => d.Append(i).ToArray()))];

    /// <summary>Several of each, next to each other.</summary>
    public static int[][] Repeat(this int[][] subsets, int times) => [.. subsets.SelectMany(d => Enumerable.Repeat(d, times))];

    /// <summary>One group for each support set, with all elements of the class for its targets.</summary>
    public static GroupedBatch Batch(int[][] subsets)
    {
        long groups = subsets.Length, count = Elements.Length, size = subsets[0].Length;
        var support = subsets.SelectMany(d => d.Select(i => Elements[i])).ToArray();
        return new GroupedBatch(
            tensor(Elements).repeat(groups).view(-1, 1, 1, 1),
            new SubsetGroups(
                tensor(support).view(groups, size, 1, 1, 1),
                NumberTensor.Range(groups, int64).repeat_interleave(count),
                NumberTensor.Range(groups, int64).Times(count),
                NumberTensor.Full([groups], count).to(float32),
                Numbers(subsets))
            {
                Class = NumberTensor.Full([groups], Number, int64),
            });
    }

    /// <summary>[G, S], int64.</summary>
    public static Tensor Numbers(int[][] subsets)
        => tensor(subsets.SelectMany(d => d.Select(i => (long)i)).ToArray()).view(subsets.Length, -1);

    /// <summary>The mean over all D of so many elements, with the given probabilities or equal ones, of the sum of the bounds of
    /// the class's elements, and the error of this mean.</summary>
    public static (double Mean, double Error) Elbo(
        VariationalHomoencoder network, int size, double[]? probabilities = null, int repetitions = 20_000)
    {
        using var scope = NewDisposeScope();
        using var untracked = no_grad();
        using var noise = TinyNetwork.Noise(5);
        var subsets = All(size);
        probabilities ??= [.. subsets.Select(_ => 1.0 / subsets.Length)];
        var terms = network.Elbo(Batch(subsets.Repeat(repetitions / subsets.Length)), Objective.Vhe, noise);
        var sums = terms.Elbo().view(subsets.Length, -1, Elements.Length).sum(2).to(float64);
        var (means, variances) = (sums.mean([1]).data<double>().ToArray(), sums.var(1).data<double>().ToArray());
        var each = sums.shape[1];
        return (
            probabilities.Zip(means, (p, m) => p * m).Sum(),
            Math.Sqrt(probabilities.Zip(variances, (p, v) => p * p * v / each).Sum()));
    }

    /// <summary>What the best r of one element leaves: KL(sum over d of q'(d) q(c; d) || p(c | X)), by summing over a grid.
    /// </summary>
    public static double LossOfMixture(double[] probabilities)
    {
        const double Step = 1e-3;
        var (q, p) = (Elements.Select(d => GaussianClasses.Posterior([d])).ToArray(), GaussianClasses.Posterior(Elements));
        return Enumerable.Range(-8000, 16_001).Sum(i =>
        {
            var c = i * Step;
            var mixture = probabilities.Zip(q, (weight, item) => weight * Density(c, item)).Sum();
            return mixture < 1e-300 ? 0 : Step * mixture * (Math.Log(mixture) - LogDensity(c, p));
        });
    }

    private static double Density(double c, (double Mean, double Variance) gaussian) => Math.Exp(LogDensity(c, gaussian));

    private static double LogDensity(double c, (double Mean, double Variance) gaussian)
        => -0.5 * (Math.Log(2 * Math.PI * gaussian.Variance) + (Math.Pow(c - gaussian.Mean, 2) / gaussian.Variance));
}
