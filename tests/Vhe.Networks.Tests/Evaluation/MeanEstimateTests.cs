using Vhe.Networks.Evaluation;

namespace Vhe.Networks.Tests.Evaluation;

public class MeanEstimateTests
{
    [Test]
    public void It_is_the_mean_and_1_96_standard_errors()
        => // Their variance is 5 / 3, that of the mean a quarter of it.
        Assert.That(MeanEstimate.Of([1, 2, 3, 4]), Is.EqualTo(new MeanEstimate(2.5, 1.96 * Math.Sqrt(5.0 / 12))));

    [Test]
    public void Its_interval_has_the_truth_in_it_nineteen_times_in_twenty()
    {
        var random = new Random(3);
        var covered = Enumerable.Range(0, 2000).Count(_ =>
        {
            var estimate = MeanEstimate.Of([.. Enumerable.Range(0, 200).Select(_ => random.NextDouble())]);
            return Math.Abs(estimate.Mean - 0.5) <= estimate.Ci95;
        });

        Assert.That(covered / 2000.0, Is.EqualTo(0.95).Within(0.02));
    }

    [Test]
    public void One_value_has_a_mean_and_no_interval()
    {
        var estimate = MeanEstimate.Of([7.5]);

        Assert.That(estimate.Mean, Is.EqualTo(7.5));
        Assert.That(estimate.Ci95, Is.NaN);
        Assert.That(estimate.ToString(), Is.EqualTo("7.50"));
    }

    [Test, SetCulture("de-DE")]
    public void Its_text_is_the_same_in_every_culture()
        => Assert.That(MeanEstimate.Of([1, 2]).ToString(), Is.EqualTo("1.50 ± 0.98"));

    [Test]
    public void Of_nothing_there_is_no_mean()
        => Assert.That(() => MeanEstimate.Of([]), Throws.ArgumentException.With.Message.Contains("no values"));
}
