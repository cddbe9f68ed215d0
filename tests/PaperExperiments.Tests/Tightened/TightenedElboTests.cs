using PaperExperiments.OneDimensional;
using PaperExperiments.Tightened;

namespace PaperExperiments.Tests.Tightened;

/// <summary>Eq. 21 on a class whose log p(X) is known, over every D that there is.</summary>
internal sealed class TightenedElboTests : TensorFixture
{
    [TestCase(1)]
    [TestCase(2)]
    [TestCase(4)]
    public void As_long_as_r_knows_nothing_it_is_the_plain_bound(int size)
    {
        var (plain, tightened) = (GaussianClasses.Create(false), Tightened(Inference()));
        var batch = Subsets.Batch(Subsets.All(size));

        Assert.That(Rows(tightened, batch), Is.EqualTo(Rows(plain, batch)).Within(1e-4));
    }

    [TestCase(1, false)]
    [TestCase(2, false)]
    [TestCase(2, true)]
    public void With_a_trained_r_it_lies_between_the_plain_bound_and_log_p_X(int size, bool withElementLatent)
    {
        var plain = GaussianClasses.Create(withElementLatent);
        var tightened = new TightenedElbo(plain, Inference());

        Train(tightened, new EnumeratedSubsets(size));

        // Both by the same samples of c: they differ by log r - log q' alone.
        var ((below, _), (mean, error)) = (Subsets.Elbo(plain, size), Subsets.Elbo(tightened, size));
        Assert.That(mean, Is.GreaterThan(below + 0.1));
        Assert.That(mean, Is.LessThan(Subsets.Exact + (4 * error)));
    }

    [Test]
    public void The_best_r_leaves_the_divergence_of_the_mixture_alone_and_training_finds_it()
    {
        var (best, trained) = (Tightened(BestInference()), Tightened(Inference()));
        Train(trained, new EnumeratedSubsets(1));

        var (plain, _) = Subsets.Elbo(GaussianClasses.Create(false), 1);
        var ((mean, error), (found, _)) = (Subsets.Elbo(best, 1), Subsets.Elbo(trained, 1));

        Assert.That(mean, Is.EqualTo(Subsets.Exact - Subsets.LossOfMixture([0.25, 0.25, 0.25, 0.25])).Within(4 * error));
        Assert.That(mean, Is.GreaterThan(plain + 0.3), "strictly better: D and c know much of each other");
        Assert.That(found, Is.EqualTo(mean).Within(0.02));
    }

    [Test]
    public void Whatever_r_is_it_is_no_more_than_log_p_X_and_than_the_best([Range(0, 3)] int seed)
    {
        var r = Inference();
        Tensors.Randomize(r, seed, deviation: 0.7);

        var (mean, error) = Subsets.Elbo(Tightened(r), 1);

        var best = Subsets.Exact - Subsets.LossOfMixture([0.25, 0.25, 0.25, 0.25]);
        Assert.That(mean, Is.LessThan(best + (4 * error)));
    }

    [Test]
    public void What_sample_dropout_hides_is_not_guessed_at()
    {
        var r = Inference();
        Tensors.Randomize(r, seed: 3, deviation: 1);
        var (pairs, single) = (Subsets.Batch([[2, 0]]), Subsets.Batch([[2]]));
        var hidden = pairs with { Classes = pairs.Classes with { Kept = tensor(new[] { 1f, 0 }).view(1, 2) } };
        var network = new TightenedElbo(
            new VariationalHomoencoder(
                [new LatentVariable("c", Grouping.Class, new FirstOnly(), new StandardNormalPrior(1))],
                GaussianClasses.Create(false).Decoder),
            r);

        Assert.That(Rows(network, hidden), Is.EqualTo(Rows(network, single)).Within(1e-5));
    }

    [Test]
    public void Psi_and_xi_are_trained_with_all_the_rest_and_the_model_stays_free_of_them()
    {
        var data = ElementClasses.Draw(ElementFamily.All[0], classes: 6, elements: 8, seed: 1);
        using var model = OneDimensionalVhe.Create(ElementFamily.All[0], dimensions: 2, seed: 2);
        var r = new SubsetInference([.. data.Values.Select(item => item.Length)], embeddingLength: 2, dimensions: 3, seed: 3);
        var tightened = new TightenedElbo(model, r);
        var before = Weights(tightened);

        new VheTrainer(new TrainingOptions { Steps = 3, LearningRate = 1e-2 })
            .Train(tightened.AsModel(), new ElementSampler(data, Objective.Vhe, 2, 4, seed: 4));

        var after = Weights(tightened);
        foreach (var (name, _) in tightened.named_parameters())
            Assert.That(after[name], Is.Not.EqualTo(before[name]), name);

        Assert.That(after.Keys, Does.Contain("inference.embeddings").And.Contain("inference.f.weight"));
        Assert.That(model.state_dict().Keys, Has.None.StartsWith("inference"));
        Assert.That(Weights(model)["decoder.map.weight"], Is.EqualTo(after["decoder.map.weight"]));
    }

    [Test]
    public void What_cannot_be_tightened_is_refused()
    {
        var batch = Subsets.Batch(Subsets.All(1));
        using var noise = TinyNetwork.Noise();

        Assert.That(
            () => Tightened(Inference()).Elbo(batch, Objective.ResampleOnly, noise),
            Throws.ArgumentException.With.Message.Contains("Resample only"));
        Assert.That(
            () => Tightened(Inference()).Elbo(
                batch with { Classes = batch.Classes with { Class = null } }, Objective.Vhe, noise),
            Throws.InvalidOperationException.With.Message.Contains("which elements"));
        Assert.That(
            () => new TightenedElbo(GaussianClasses.Create(false), Inference(), new LearnedSubsampling([6, 5])),
            Throws.ArgumentException.With.Message.Contains("5 elements in class 1; there are 4"));
        Assert.That(
            () => new TightenedElbo(
                new VariationalHomoencoder([], GaussianClasses.Create(false).Decoder), Inference()),
            Throws.ArgumentException.With.Message.Contains("one latent variable for each class"));
    }

    /// <summary>Trains r on all D at once, so that only the samples of c are left to chance.</summary>
    internal static void Train(TightenedElbo network, IBatchSource source, int steps = 300)
        => new VheTrainer(new TrainingOptions { Steps = steps, LearningRate = 0.05, KlWarmUp = 0 }).Train(network.AsModel(), source);

    internal static SubsetInference Inference() => new(Subsets.ClassSizes, embeddingLength: 1, dimensions: 2, seed: 1);

    private static TightenedElbo Tightened(SubsetInference r) => new(GaussianClasses.Create(false), r);

    /// <summary>For one element the posterior of D: log q(c; d) = c m_d / v - m_d^2 / 2v, and the same for all d.</summary>
    private static SubsetInference BestInference()
    {
        using var untracked = no_grad();
        var r = Inference();
        var state = r.state_dict();
        state["f.weight"].copy_(tensor(new[] { 1f, 0 }).view(2, 1));
        state["f.bias"].copy_(tensor(new[] { 0f, 1 }));
        var rows = Subsets.Elements.Select(d => GaussianClasses.Posterior([d]))
            .SelectMany(q => new[] { (float)(q.Mean / q.Variance), (float)(-q.Mean * q.Mean / (2 * q.Variance)) });
        var embeddings = state["embeddings"].select(0, Subsets.Number).narrow(0, 0, Subsets.Elements.Length);
        embeddings.copy_(tensor(rows.ToArray()).view(-1, 2));
        return r;
    }

    private static float[] Rows(VariationalHomoencoder network, GroupedBatch batch)
    {
        using var noise = TinyNetwork.Noise(6);
        return network.Elbo(batch, Objective.Vhe, noise).Elbo().Values();
    }

    private static Dictionary<string, float[]> Weights(VariationalHomoencoder network)
        => network.state_dict().ToDictionary(item => item.Key, item => item.Value.Values(), StringComparer.Ordinal);

    private sealed class EnumeratedSubsets(int size) : IBatchSource
    {
        public GroupedBatch Draw(long number, Device device) => Subsets.Batch(Subsets.All(size).Repeat(64 / size));
    }

    /// <summary>Sees the first element of D, with sample dropout or without.</summary>
    private sealed class FirstOnly() : Encoder(nameof(FirstOnly))
    {
        public override Vhe.Networks.Distributions.DiagonalGaussian Infer(Tensor support, IReadOnlyList<Tensor> parents)
        {
            var mean = support.flatten(1).narrow(1, 0, 1);
            return new(mean, zeros_like(mean));
        }

        public override Vhe.Networks.Distributions.DiagonalGaussian Infer(
            Tensor support, Tensor kept, IReadOnlyList<Tensor> parents) => Infer(support, parents);
    }
}
