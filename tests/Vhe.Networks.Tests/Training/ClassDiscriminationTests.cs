namespace Vhe.Networks.Tests.Training;

public class ClassDiscriminationTests : TensorFixture
{
    // Supports at 0, 1, 3 and 10: the nearest codes are known.
    private static readonly float[] Supports = [0, 1, 3, 10];
    private static readonly int[][] Nearest = [[1, 2], [0, 2], [1, 0], [2, 1]];

    [TestCase(1)]
    [TestCase(2)]
    public void It_is_the_posterior_of_the_class_among_the_nearest_ones(int hardNegatives)
    {
        var network = ConjugateModel.Create();
        var batch = Batch([0, 1, 2, 3]);
        var terms = Elbo(network, batch);

        var values = ClassDiscrimination.LogProbability(network, batch, terms, hardNegatives).Values();

        // By the definition, decode by decode.
        for (var k = 0; k < Supports.Length; k++)
        {
            var own = Decode(k, k);
            var others = Nearest[k].Take(hardNegatives).Select(rival => Decode(k, rival));
            Assert.That(values[k], Is.EqualTo(own - Math.Log(others.Prepend(own).Sum(Math.Exp))).Within(1e-4), $"target {k}");
        }

        double Decode(int target, int from)
        {
            var (c, t) = (terms.Samples[0].narrow(0, from, 1), terms.Samples[1].narrow(0, target, 1));
            return network.Decoder.LogLikelihood(batch.Targets.narrow(0, target, 1), [c, t]).item<float>();
        }
    }

    [Test]
    public void A_class_is_no_rival_of_itself()
    {
        var network = ConjugateModel.Create();
        var (twice, once) = (Batch([0, 0, 2, 3]), Batch([0, 0, 0, 0]));

        var terms = Elbo(network, twice);
        var two = ClassDiscrimination.LogProbability(network, twice, terms, 2).Values();
        var three = ClassDiscrimination.LogProbability(network, twice, terms, 3).Values();
        Assert.That(two[..2], Is.EqualTo(three[..2]).Within(1e-5), "there are but two hardNegatives of it");
        Assert.That(
            ClassDiscrimination.LogProbability(network, once, Elbo(network, once), 2).Values(), Is.All.EqualTo(0), "nobody else");
    }

    [Test]
    public void Models_whose_latents_depend_on_the_class_are_refused()
    {
        var network = DependentConjugateModel.Create();
        var batch = Batch([0, 1, 2, 3]);
        var terms = Elbo(network, batch);

        Assert.That(
            () => ClassDiscrimination.LogProbability(network, batch, terms, 1),
            Throws.InvalidOperationException.With.Message.Contains("depends"));
    }

    [Test]
    public void Training_for_it_tells_classes_apart_better_than_training_without()
    {
        var (with, without) = (Trained(weight: 10), Trained(weight: 0));

        Assert.That(with, Is.GreaterThan(without + 0.02));
    }

    /// <summary>The mean over fresh batches of log p(k | x) of a model that was trained for a while.</summary>
    private static double Trained(double weight)
    {
        using var model = TinyNetwork.Model();
        var sampling = new SamplingOptions { ClassesPerBatch = 6, TargetsPerClass = 2, Augmentation = Augmentation.None };
        var options = Quick.Run(120) with { DiscriminativeWeight = weight, HardNegatives = 2, KlWarmUp = 0, Sampling = sampling };
        new VheTrainer(options).Train(model, ToyGlyphs.Training);
        return Enumerable.Range(0, 20).Average(step =>
        {
            var batch = TinyNetwork.Batch(sampling, step: step);
            var value = ClassDiscrimination.LogProbability(model.Network, batch, Elbo(model.Network, batch), 2);
            return value.mean().item<float>();
        });
    }

    private static ElboTerms Elbo(VariationalHomoencoder network, GroupedBatch batch)
    {
        using var noise = new SeededGenerator(3);
        return network.Elbo(batch, Objective.Vhe, noise);
    }

    /// <summary>One target of each of four groups, of the classes with these numbers.</summary>
    private static GroupedBatch Batch(long[] classes)
    {
        var each = NumberTensor.Range(4, int64);
        return new GroupedBatch(
            ConjugateModel.Images([0.5f, 1, 2, 9]),
            new Groups(ConjugateModel.Images(Supports).unsqueeze(1).repeat_interleave(40, 1), each, each, ones(4))
            {
                Class = tensor(classes),
            });
    }
}
