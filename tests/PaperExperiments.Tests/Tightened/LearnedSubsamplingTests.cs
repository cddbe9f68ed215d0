using PaperExperiments.Tightened;
using Vhe.Networks.Tests.TorchSharpContract;

namespace PaperExperiments.Tests.Tightened;

/// <summary>q'(D; X) learned by the score-function gradient (section 6.1), against exact sums over all D.</summary>
internal sealed class LearnedSubsamplingTests : TensorFixture
{
    private static readonly float[] Logits = [0.4f, -0.3f, 0.9f, -0.6f];

    [Test]
    public void Elements_are_ordered_as_the_probabilities_say()
    {
        const int Draws = 20_000;
        var q = With(Logits);
        var random = new Random(1);

        var found = Enumerable.Range(0, Draws).Select(_ => Draw(q, 2, random)).GroupBy(d => (d[0], d[1]))
            .ToDictionary(group => group.Key, group => group.Count() / (double)Draws);

        foreach (var (d, p) in Subsets.All(2).Zip(Probabilities(q, 2)))
            Assert.That(found[(d[0], d[1])], Is.EqualTo(p).Within(4 * Math.Sqrt(p * (1 - p) / Draws)), $"{d[0]}, {d[1]}");
    }

    [TestCase(1)]
    [TestCase(2)]
    public void The_gradient_is_that_of_the_exact_sum_over_all_D(int size)
    {
        const int Batches = 40, Groups = 500;
        var q = With(Logits);
        var r = TightenedElboTests.Inference();
        Tensors.Randomize(r, seed: 2, deviation: 0.5);
        var network = new TightenedElbo(GaussianClasses.Create(false), r, q);

        // One batch for the baseline, which then stays: a moving one would tie the batches together.
        var random = new Random(3);
        Estimate(random, 0);
        var baseline = q.state_dict()["baseline"].Value(Subsets.Number);
        network.eval();
        var estimates = Enumerable.Range(1, Batches).Select(i => Estimate(random, i)).ToArray();

        var exact = Exact(network, q, size);
        Assert.That(baseline, Is.Not.Zero);
        Assert.That(exact.Max(Math.Abs), Is.GreaterThan(0.1), "there is something to estimate");
        for (var i = 0; i < exact.Length; i++)
        {
            var mean = estimates.Average(gradient => gradient[i]);
            var error = Math.Sqrt(estimates.Sum(gradient => Math.Pow(gradient[i] - mean, 2)) / (Batches - 1) / Batches);
            Assert.That(mean, Is.EqualTo(exact[i]).Within(4 * error), $"element {i}");
            Assert.That(error, Is.LessThan(0.05), "a wide error proves nothing");
        }

        float[] Estimate(Random random, int seed)
        {
            using var scope = NewDisposeScope();
            using var noise = TinyNetwork.Noise(seed);
            int[][] drawn = [.. Enumerable.Range(0, Groups).Select(_ => Draw(q, size, random))];
            var logits = q.parameters().Single();
            network.zero_grad();
            network.Elbo(Subsets.Batch(drawn), Objective.Vhe, noise).Elbo().mean().backward();

            // The mean is over the elements of the class, the exact sum is their sum.
            return Gradient.Of(logits).select(0, Subsets.Number).narrow(0, 0, 4).Times(4).Values();
        }
    }

    [Test]
    public void The_surrogate_changes_no_value()
    {
        var q = With(Logits);
        var tightened = new TightenedElbo(GaussianClasses.Create(false), TightenedElboTests.Inference(), q);
        var batch = Subsets.Batch(Subsets.All(2));
        using var noise = TinyNetwork.Noise(4);
        using var again = TinyNetwork.Noise(4);

        var plain = GaussianClasses.Create(false).Elbo(batch, Objective.Vhe, noise);
        var terms = tightened.Elbo(batch, Objective.Vhe, again);

        // r is still uniform: what is left of log r - log q' is known.
        var difference = (terms.Elbo() - plain.Elbo()).view(-1, 4).sum(1).Values();
        var expected = Probabilities(q, 2).Select(p => -Math.Log(12) - Math.Log(p));
        Assert.That(difference, Is.EqualTo(expected).Within(1e-4));
        Assert.That(terms.LogLikelihood.Values(), Is.EqualTo(plain.LogLikelihood.Values()));
    }

    [Test]
    public void The_baseline_is_the_running_mean_of_each_class_and_the_first_draw_has_none()
    {
        var q = new LearnedSubsampling([3, 3, 3]);
        var logProbability = ones(3, requires_grad: true);
        var classes = tensor(new long[] { 2, 0, 2 });

        var gradients = new[] { new[] { 1f, 5, 3 }, new[] { 7f, 5, 9 } }.Select(rewards =>
        {
            logProbability = ones(3, requires_grad: true);
            q.Score(tensor(rewards), logProbability, classes).sum().backward();
            return Gradient.Of(logProbability).Values();
        }).ToArray();

        Assert.That(gradients[0], Is.All.Zero);
        Assert.That(gradients[1], Is.EqualTo(new[] { 7 - 2f, 0, 9 - 2 }).Within(1e-5));
        Assert.That(q.state_dict()["baseline"].Values(), Is.EqualTo(new[] { 5f, 0, 5 }).Within(1e-5), "(2 + 8) / 2");

        q.eval();
        q.Score(tensor(new[] { 0f, 0, 0 }), logProbability, classes);
        Assert.That(q.state_dict()["baseline"].Values(), Is.EqualTo(new[] { 5f, 0, 5 }), "evaluation changes nothing");
    }

    [Test]
    public void Learned_together_with_r_it_raises_the_bound_above_the_best_of_a_uniform_q_prime()
    {
        var q = new LearnedSubsampling(Subsets.ClassSizes);
        var network = new TightenedElbo(GaussianClasses.Create(false), TightenedElboTests.Inference(), q);

        TightenedElboTests.Train(network, new DrawnSubsets(q, 1), steps: 400);

        var probabilities = Probabilities(q, 1);
        var (mean, error) = Subsets.Elbo(network, 1, probabilities);
        Assert.That(mean, Is.GreaterThan(Subsets.Exact - Subsets.LossOfMixture([0.25, 0.25, 0.25, 0.25]) + 0.1));
        Assert.That(mean, Is.LessThan(Subsets.Exact - Subsets.LossOfMixture(probabilities) + (4 * error)));
        Assert.That(probabilities[1] + probabilities[2], Is.GreaterThan(0.6), "the middle of the class says most about it");
    }

    private static LearnedSubsampling With(float[] logits)
    {
        using var untracked = no_grad();
        var q = new LearnedSubsampling(Subsets.ClassSizes);
        q.parameters().Single().select(0, Subsets.Number).narrow(0, 0, logits.Length).copy_(tensor(logits));
        return q;
    }

    private static int[] Draw(LearnedSubsampling q, int size, Random random)
    {
        int[] order = [0, 1, 2, 3];
        q.Order(Subsets.Number, order, random);
        return order[..size];
    }

    private static Tensor LogProbabilities(LearnedSubsampling q, int size)
    {
        var subsets = Subsets.All(size);
        var classes = NumberTensor.Full([subsets.Length], Subsets.Number, int64);
        return q.Given(classes).LogProbabilities(Subsets.Numbers(subsets)).sum(1);
    }

    private static double[] Probabilities(LearnedSubsampling q, int size)
        => [.. LogProbabilities(q, size).exp().Values().Select(p => (double)p)];

    /// <summary>grad of the sum over D of q'(D) [f(D) - log q'(D)], every f(D) from many samples of c.</summary>
    private static float[] Exact(TightenedElbo network, LearnedSubsampling q, int size)
    {
        const int Samples = 4000;
        using var noise = TinyNetwork.Noise(99);
        var rewards = network.Elbo(Subsets.Batch(Subsets.All(size).Repeat(Samples)), Objective.Vhe, noise).Elbo().detach()
            .view(-1, Samples * 4).sum(1).DividedBy(Samples);
        var logProbabilities = LogProbabilities(q, size);
        var others = rewards.Plus(logProbabilities.detach());
        network.zero_grad();
        (logProbabilities.exp() * (others - logProbabilities)).sum().backward();
        return Gradient.Of(q.parameters().Single()).select(0, Subsets.Number).narrow(0, 0, 4).Values();
    }

    private sealed class DrawnSubsets(LearnedSubsampling q, int size) : IBatchSource
    {
        public GroupedBatch Draw(long number, Device device)
        {
            var random = new Random((int)number);
            return Subsets.Batch([.. Enumerable.Range(0, 100).Select(_ => LearnedSubsamplingTests.Draw(q, size, random))]);
        }
    }
}
