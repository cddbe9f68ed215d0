namespace Vhe.Networks.Tests.Models;

/// <summary>Eq. 5, 7 to 13, 18 and 19 where everything is known in closed form.</summary>
public class ExactBoundTests : TensorFixture
{
    private const int Repetitions = 20_000;

    private static readonly float[] Class = [0.3f, 1.9f, -0.4f, 1.1f];

    [TestCase(false)]
    [TestCase(true)]
    public void With_exact_posteriors_of_the_whole_class_the_bounds_of_its_elements_sum_to_log_p_X(bool withElementLatent)
    {
        var (sum, error) = Bound(withElementLatent, Class, Objective.Vhe);

        Assert.That(sum, Is.EqualTo(GaussianClasses.LogProbability(Class)).Within(4 * error));
    }

    [TestCase(false, 1)]
    [TestCase(true, 1)]
    [TestCase(false, 2)]
    [TestCase(true, 3)]
    public void With_a_subset_D_they_sum_to_log_p_X_less_the_divergence_of_the_posteriors(bool withElementLatent, int size)
    {
        var d = Class[..size];

        var (sum, error) = Bound(withElementLatent, d, Objective.Vhe);

        var exact = GaussianClasses.LogProbability(Class);
        Assert.That(sum, Is.EqualTo(exact - GaussianClasses.Loss(d, Class)).Within(4 * error));
        Assert.That(sum, Is.LessThan(exact), "Eq. 7");
    }

    [Test]
    public void Without_rescaling_the_class_pays_its_KL_many_times()
    {
        var d = Class[..2];
        var (mean, variance) = GaussianClasses.Posterior(d);
        var kl = 0.5 * (variance + (mean * mean) - 1 - Math.Log(variance));

        var (sum, error) = Bound(withElementLatent: false, d, Objective.ResampleOnly);

        // KL / |D| for each of the |X| elements instead of KL / |X|.
        var exact = GaussianClasses.LogProbability(Class) - GaussianClasses.Loss(d, Class) + kl - (4 * kl / 2);
        Assert.That(sum, Is.EqualTo(exact).Within(4 * error));
    }

    [TestCase(false, 2)]
    [TestCase(true, 3)]
    [TestCase(false, 1)]
    public void The_Neural_Statisticians_bounds_of_D_sum_to_log_p_D(bool withElementLatent, int size)
    {
        var d = Class[..size];

        // Eq. 5, of D alone; of one element that of a VAE. With exact posteriors it is tight.
        var (sum, error) = Bound(withElementLatent, d, Objective.NeuralStatistician, targets: d);

        Assert.That(sum, Is.EqualTo(GaussianClasses.LogProbability(d)).Within(4 * error));
    }

    [TestCase(1)]
    [TestCase(3)]
    public void Rescaling_alone_lets_D_pay_only_its_share_of_the_KL(int size)
    {
        var d = Class[..size];
        var (mean, variance) = GaussianClasses.Posterior(d);
        var kl = 0.5 * (variance + (mean * mean) - 1 - Math.Log(variance));

        // Eq. 19: x is in D, and each pays KL / |X|.
        var (sum, error) = Bound(withElementLatent: false, d, Objective.RescaleOnly, targets: d);

        var exact = GaussianClasses.LogProbability(d) + (kl * (1 - (size / 4.0)));
        Assert.That(sum, Is.EqualTo(exact).Within(4 * error));
        Assert.That(sum, Is.GreaterThan(GaussianClasses.LogProbability(d)), "no bound on log p(D)");
    }

    /// <summary>The sum of the bounds of all elements of the class, its mean over many draws and the error of that mean.
    /// </summary>
    private static (double Sum, double Error) Bound(bool withElementLatent, float[] d, Objective objective, float[]? targets = null)
    {
        var model = GaussianClasses.Create(withElementLatent);
        targets ??= Class;
        long count = targets.Length;
        var groups = new Groups(
            tensor(d).view(1, d.Length, 1, 1, 1).expand(Repetitions, d.Length, 1, 1, 1),
            NumberTensor.Range(Repetitions, int64).repeat_interleave(count),
            NumberTensor.Range(Repetitions, int64).Times(count),
            NumberTensor.Full([Repetitions], Class.Length).to(float32));
        using var noise = TinyNetwork.Noise(3);

        var x = tensor(targets).repeat(Repetitions).view(-1, 1, 1, 1);
        var terms = model.Elbo(new GroupedBatch(x, groups), objective, noise);

        var sums = terms.Elbo().view(Repetitions, count).sum(1);
        return (sums.mean().item<float>(), sums.std().item<float>() / Math.Sqrt(Repetitions));
    }
}
