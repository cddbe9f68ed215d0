namespace Vhe.Networks.Tests.Distributions;

public class DiagonalGaussianTests : TensorFixture
{
    [Test]
    public void Log_probability_is_the_closed_form_summed_over_a_row()
    {
        var gaussian = Random(seed: 1, 3, 2, 2);
        var value = Tensors.Normal(2, 3, 2, 2);
        var (mean, logVariance, x) = (gaussian.Mean.Values(), gaussian.LogVariance.Values(), value.Values());

        var expected = Enumerable.Range(0, 3).Select(row => Enumerable.Range(4 * row, 4).Sum(i
            => -0.5 * (Math.Log(2 * Math.PI) + logVariance[i] + (Math.Pow(x[i] - mean[i], 2) / Math.Exp(logVariance[i])))));

        Assert.That(gaussian.LogProbability(value).Values(), Is.EqualTo(expected.Select(v => (float)v)).Within(1e-4));
    }

    [FsCheck.NUnit.Property(MaxTest = 50)]
    public bool Kl_is_never_negative(int seed)
    {
        using var scope = NewDisposeScope();
        return DiagonalGaussian.Kl(Random(seed, 4, 3), Random(seed + 1L, 4, 3)).Values().All(kl => kl >= -1e-5);
    }

    [Test]
    public void Kl_is_zero_between_equals_and_known_between_others()
    {
        var q = Random(seed: 3, 2, 5);

        // KL(N(1, e) || N(0, 1)) = (e + 1 - 1 - 1) / 2 in one dimension.
        var (wide, standard) = (new DiagonalGaussian(ones(1, 1), ones(1, 1)), new DiagonalGaussian(zeros(1, 1), zeros(1, 1)));
        var known = DiagonalGaussian.Kl(wide, standard);

        Assert.That(DiagonalGaussian.Kl(q, q).Values(), Is.All.EqualTo(0f));
        Assert.That(known.Value(0), Is.EqualTo((Math.E - 1) / 2).Within(1e-6));
    }

    [TestCase(1)]
    [TestCase(2)]
    [TestCase(3)]
    public void Kl_is_the_mean_log_ratio_of_samples(int seed)
    {
        const int Count = 40_000;
        var (q, p) = (Random(seed, 1, 3), Random(seed + 10, 1, 3));
        using var noise = new SeededGenerator(seed);
        var rows = zeros(Count, dtype: int64);
        var sample = q.Rows(rows).Sample(noise);

        var ratio = q.Rows(rows).LogProbability(sample) - p.Rows(rows).LogProbability(sample);

        var error = ratio.std().item<float>() / Math.Sqrt(Count);
        Assert.That(ratio.mean().item<float>(), Is.EqualTo(DiagonalGaussian.Kl(q, p).Value(0)).Within(4 * error));
    }

    [Test]
    public void Samples_have_the_mean_and_the_variance()
    {
        const int Count = 40_000;
        var gaussian = Random(seed: 4, 1, 3);
        using var noise = new SeededGenerator(4);

        var sample = gaussian.Rows(zeros(Count, dtype: int64)).Sample(noise);

        for (var i = 0; i < 3; i++)
        {
            var (column, variance) = (sample.select(1, i), Math.Exp(gaussian.LogVariance.Value(0, i)));
            var (ofMean, ofVariance) = (Math.Sqrt(variance / Count), variance * Math.Sqrt(2.0 / Count));
            Assert.That(column.mean().item<float>(), Is.EqualTo(gaussian.Mean.Value(0, i)).Within(4 * ofMean));
            Assert.That(column.var().item<float>(), Is.EqualTo(variance).Within(4 * ofVariance));
        }
    }

    [Test]
    public void Samples_are_differentiable_in_both_parameters()
    {
        var mean = Tensors.Normal(5, 2, 3).requires_grad_();
        var logVariance = Tensors.Normal(6, 2, 3).requires_grad_();
        using var noise = new SeededGenerator(7);
        var sample = new DiagonalGaussian(mean, logVariance).Sample(noise);

        var gradients = autograd.grad(new[] { sample.sum() }, new[] { mean, logVariance });

        // d(mean + exp(l / 2) e) / dl is half of what was added to the mean.
        Assert.That(gradients[0].Values(), Is.All.EqualTo(1f));
        Assert.That(gradients[1].Values(), Is.EqualTo((sample - mean).DividedBy(2).Values()).Within(1e-5));
    }

    private static DiagonalGaussian Random(long seed, params long[] shape)
        => new(Tensors.Normal(seed, shape), Tensors.Normal(seed + 100, shape));
}
