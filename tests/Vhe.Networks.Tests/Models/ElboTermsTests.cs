namespace Vhe.Networks.Tests.Models;

public class ElboTermsTests : TensorFixture
{
    private static ElboTerms Terms => new(
        tensor(new[] { -10f, -20f }),
        [tensor(new[] { 40f, 60f }), tensor(new[] { 3f, 5f })],
        [tensor(new[] { 20f, 30f }), ones(2)]);

    [Test]
    public void The_bound_is_the_likelihood_less_each_KL_over_its_share()
    {
        Assert.That(Terms.Elbo().Values(), Is.EqualTo([-10 - 2 - 3f, -20 - 2 - 5f]));
    }

    [TestCase(0)]
    [TestCase(0.5)]
    public void The_weight_of_the_KL_counts_for_every_latent(double weight)
    {
        var expected = new[] { -10 - (weight * 5), -20 - (weight * 7) };

        Assert.That(Terms.Elbo(weight).Values(), Is.EqualTo(expected.Select(value => (float)value)));
    }

    [Test]
    public void The_four_objectives_are_the_two_switches()
    {
        Objective[] all = [Objective.Vhe, Objective.ResampleOnly, Objective.RescaleOnly, Objective.NeuralStatistician];

        Assert.That(
            all.Select(o => (o.Resample, o.Rescale)),
            Is.EqualTo([(true, true), (true, false), (false, true), (false, false)]));
        Assert.That(all.Select(o => o.Name), Is.Unique);
    }
}
