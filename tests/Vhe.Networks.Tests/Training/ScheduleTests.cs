namespace Vhe.Networks.Tests.Training;

public class ScheduleTests
{
    private static readonly TrainingOptions Options = new()
    {
        Steps = 1000,
        LearningRate = 0.01,
        LearningRateWarmUpSteps = 10,
        FinalLearningRate = 0.02,
        KlWarmUp = 0.35,
    };

    [Test]
    public void The_fraction_follows_time_or_steps_whichever_is_further()
    {
        var hour = TimeSpan.FromHours(1);

        Assert.That(new Schedule(Options).Fraction(250, hour), Is.EqualTo(0.25));
        Assert.That(new Schedule(Options with { Steps = null, Budget = 2 * hour }).Fraction(250, hour), Is.EqualTo(0.5));
        Assert.That(new Schedule(Options with { Budget = 2 * hour }).Fraction(250, hour), Is.EqualTo(0.5));
        Assert.That(new Schedule(Options with { Budget = 2 * hour }).Fraction(750, hour), Is.EqualTo(0.75));
        Assert.That(new Schedule(Options).Fraction(5000, hour), Is.EqualTo(1));
    }

    [Test]
    public void The_learning_rate_rises_in_a_line_then_falls_in_a_cosine()
    {
        var schedule = new Schedule(Options);

        Assert.That(schedule.LearningRate(0, 0), Is.EqualTo(0.001).Within(1e-12));
        Assert.That(schedule.LearningRate(4, 0), Is.EqualTo(0.005).Within(1e-12));
        Assert.That(schedule.LearningRate(9, 0), Is.EqualTo(0.01).Within(1e-12));
        Assert.That(schedule.LearningRate(500, 0.5), Is.EqualTo(0.01 * (0.02 + (0.98 * 0.5))).Within(1e-12));
        Assert.That(schedule.LearningRate(1000, 1), Is.EqualTo(0.01 * 0.02).Within(1e-12));
    }

    [FsCheck.NUnit.Property]
    public bool The_learning_rate_is_positive_and_at_most_its_highest(ushort step, byte warmUp, byte fraction)
    {
        var rate = new Schedule(Options with { LearningRateWarmUpSteps = warmUp }).LearningRate(step, fraction / 255.0);
        return rate is > 0 and <= 0.01;
    }

    [Test]
    public void The_KL_weight_rises_from_a_hundredth_to_one_over_its_part_of_the_run()
    {
        var schedule = new Schedule(Options);

        Assert.That(schedule.KlWeight(0), Is.EqualTo(0.01));
        Assert.That(schedule.KlWeight(0.175), Is.EqualTo(0.51).Within(1e-12));
        Assert.That(schedule.KlWeight(0.35), Is.EqualTo(1));
        Assert.That(schedule.KlWeight(1), Is.EqualTo(1));
        Assert.That(new Schedule(Options with { KlWarmUp = 0 }).KlWeight(0), Is.EqualTo(1), "no warm-up");
    }
}
