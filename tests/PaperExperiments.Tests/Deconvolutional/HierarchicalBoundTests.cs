using PaperExperiments.Deconvolutional;

namespace PaperExperiments.Tests.Deconvolutional;

/// <summary>The bounds of the two models against likelihoods by importance weighting.</summary>
internal sealed class HierarchicalBoundTests : TensorFixture
{
    private const int Classes = 2;
    private const int Each = 3;

    private static Tensor Alphabet => ImageTensor.From(
        [.. ToyGlyphs.New.Classes.Take(Classes).SelectMany(item => item.Images.Take(Each))], TinyNetwork.Shape, CPU).round();

    /// <summary>Eq. 24 summed over an alphabet: each class's KL once, the alphabet's once.</summary>
    [Test]
    public void The_bounds_of_an_alphabet_sum_to_the_mean_log_weight_of_the_same_posteriors()
    {
        using var untracked = no_grad();
        using var network = Network(HierarchicalVhe.Create(TinyDeconvolutional.Options, seed: 3));
        const int Samples = 2000;
        var (sums, kl) = SumsOfBounds(network, Samples);
        var logWeights = LogWeights(network, Samples);

        var errors = Math.Sqrt((sums.var().item<float>() + logWeights.var().item<float>()) / Samples);
        var (bound, mean) = (sums.mean().item<float>(), logWeights.mean().item<float>());
        Assert.That(bound, Is.EqualTo(mean).Within(4 * errors));
        Assert.That(bound, Is.LessThan(logWeights.logsumexp(0).item<float>() - Math.Log(Samples)));
        Assert.That(kl[0], Is.GreaterThan(8 * errors), "narrow enough to tell how often the alphabet's KL is counted");
        Assert.That(kl[1], Is.GreaterThan(8 * errors), "and the classes'");
    }

    [Test]
    public void The_bounds_of_a_class_sum_to_no_more_than_its_likelihood()
    {
        using var untracked = no_grad();
        using var network = Network(DeconvolutionalVhe.Create(TinyDeconvolutional.Options, seed: 4));
        var x = Alphabet.narrow(0, 0, Each);
        var weighting = new LikelihoodEstimator(network.AsModel(), new LikelihoodOptions { ClassSamples = 200, ElementSamples = 20 });

        var (sums, _) = SumsOfBounds(network, repetitions: 200, classes: 1);

        var error = Math.Sqrt(sums.var().item<float>() / 200);
        var (bound, logLikelihood) = (sums.mean().item<float>(), weighting.LogJoint(x, x.narrow(0, 0, 2)));
        Assert.That(bound, Is.LessThan(logLikelihood - (4 * error)));
        Assert.That(bound, Is.GreaterThan(logLikelihood - 30), "not for being far off");
    }

    /// <summary>With posteriors farther from their priors than at the start, and a decoder so shy that the KL terms stand out
    /// from the noise of the rest.</summary>
    private static VariationalHomoencoder Network(VariationalHomoencoder network)
    {
        network.Decoder.get_parameter("logits.weight")!.TimesInPlace(0.05);
        foreach (var latent in network.Latents.SkipLast(1))
        {
            var means = latent.Encoder.get_parameter("output.parameters.bias")!.chunk(2)[0];
            means.FillInPlace(1.5);
        }

        return TinyDeconvolutional.Settle(network);
    }

    /// <summary>D_c is the first two of every class, D_a one of every class.</summary>
    private static (Tensor ClassD, Tensor AlphabetD) Supports(int classes)
    {
        var alphabet = Alphabet.narrow(0, 0, classes * Each).view(classes, Each, 1, 8, 8);
        return (alphabet.narrow(1, 0, 2), alphabet.select(1, Each - 1).unsqueeze(0));
    }

    private static (Tensor Sums, float[] Kl) SumsOfBounds(VariationalHomoencoder network, int repetitions, int classes = Classes)
    {
        var (classD, alphabetD) = Supports(classes);
        long count = classes * Each, groups = repetitions * classes;
        var batch = new GroupedBatch(
            Alphabet.narrow(0, 0, count).repeat(repetitions, 1, 1, 1),
            Groups(classD.repeat(repetitions, 1, 1, 1, 1), groups, Each))
        {
            Alphabets = Groups(alphabetD.repeat(repetitions, 1, 1, 1, 1), repetitions, count),
        };
        using var noise = TinyNetwork.Noise(6);
        var terms = network.Elbo(batch, Objective.Vhe, noise);
        return (terms.Elbo().view(repetitions, count).sum(1), [.. terms.Kl.Select(kl => kl.mean().item<float>())]);

        static Groups Groups(Tensor support, long groups, long size) => new(
            support,
            NumberTensor.Range(groups, int64).repeat_interleave(size),
            NumberTensor.Range(groups, int64).Times(size),
            NumberTensor.Full([groups], size).to(float32));
    }

    /// <summary>log of p(a) / q(a) times, for every class, p(c | a) / q(c) times, for every image, p(z | a, c) / q(z) p(x).
    /// </summary>
    private static Tensor LogWeights(VariationalHomoencoder network, int samples)
    {
        var (classD, alphabetD) = Supports(Classes);
        using var noise = TinyNetwork.Noise(7);
        var (a, logWeights) = Draw(network.Latents[0], alphabetD, []);
        for (var k = 0; k < Classes; k++)
        {
            var (c, ratio) = Draw(network.Latents[1], classD.narrow(0, k, 1), [a]);
            logWeights = logWeights.Plus(ratio);
            for (var i = 0; i < Each; i++)
            {
                var x = Alphabet.narrow(0, (k * Each) + i, 1);
                var (z, elementRatio) = Draw(network.Latents[2], x.unsqueeze(1), [a, c]);
                var likelihood = network.Decoder.LogLikelihood(x.expand(samples, -1, -1, -1), [a, c, z]);
                logWeights = logWeights.Plus(elementRatio.Plus(likelihood));
            }
        }

        return logWeights;

        (Tensor Value, Tensor LogRatio) Draw(LatentVariable latent, Tensor support, Tensor[] parents)
        {
            var q = latent.Encoder.Infer(support.expand(samples, -1, -1, -1, -1), parents);
            var value = q.Sample(noise);
            return (value, latent.Prior.Given(value, parents).LogProbability(value) - q.LogProbability(value));
        }
    }
}
