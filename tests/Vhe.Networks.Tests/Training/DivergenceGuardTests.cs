namespace Vhe.Networks.Tests.Training;

public class DivergenceGuardTests
{
    [TestCase(double.NaN, 1.0)]
    [TestCase(double.NegativeInfinity, 1.0)]
    [TestCase(-100.0, double.NaN)]
    [TestCase(-100.0, double.PositiveInfinity)]
    public void Numbers_that_are_not_finite_are_refused_from_the_first_step(double bound, double gradientNorm)
    {
        Assert.That(new DivergenceGuard().Accepts(Step(bound, gradientNorm)), Is.False);
    }

    [Test]
    public void A_sudden_large_fall_of_the_bound_is_refused_and_does_not_count_as_usual()
    {
        var guard = Settled();

        for (var i = 0; i < 200; i++)
            Assert.That(guard.Accepts(Step(-1000)), Is.False);

        Assert.That(guard.Accepts(Step(-100)), Is.True);
    }

    [Test]
    public void An_honest_bad_batch_is_accepted()
    {
        Assert.That(Settled().Accepts(Step(-200)), Is.True);
    }

    [TestCase(1.01)]
    [TestCase(0.99)]
    public void A_slow_drift_is_accepted_wherever_it_goes(double factor)
    {
        var (guard, cost) = (Settled(), 100.0);
        for (var i = 0; i < 400; i++)
            Assert.That(guard.Accepts(Step(-(cost *= factor))), Is.True, $"step {i}");
    }

    [TestCase(0.01)]
    [TestCase(-3)]
    public void Of_densities_the_bound_may_be_about_zero_or_above(double cost)
    {
        var guard = new DivergenceGuard();
        for (var i = 0; i < 200; i++)
            Assert.That(guard.Accepts(Step(-cost - (0.5 * (i % 2)))), Is.True, $"step {i}");

        Assert.That(guard.Accepts(Step(-100)), Is.False);
    }

    [Test]
    public void The_large_steps_of_the_beginning_are_accepted()
    {
        var guard = new DivergenceGuard();

        Assert.That(guard.Accepts(Step(-50)) && guard.Accepts(Step(-500)) && guard.Accepts(Step(-5000)), Is.True);
    }

    private static DivergenceGuard Settled()
    {
        var guard = new DivergenceGuard();
        for (var i = 0; i < 60; i++)
            Assert.That(guard.Accepts(Step(-100 - (i % 5))), Is.True);

        return guard;
    }

    private static TrainingStep.Measures Step(double bound, double gradientNorm = 1) => new(bound, bound, [0, 0], gradientNorm, 32);
}
