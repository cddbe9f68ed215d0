using Vhe.MLNet.Likelihood;

namespace Vhe.MLNet.Tests.Likelihood;

internal sealed class MidRankTests
{
    [TestCase(2f, 0.5f, TestName = "The median has one half")]
    [TestCase(1f, 1 / 6f)]
    [TestCase(0f, 0f)]
    [TestCase(9f, 1f)]
    [TestCase(2.5f, 2 / 3f)]
    public void A_value_stands_between_those_below_and_those_above(float value, float rank)
        => Assert.That(LikelihoodFunction.MidRank([1, 2, 3], value), Is.EqualTo(rank).Within(1e-6));

    [FsCheck.NUnit.Property]
    public void It_is_the_share_below_and_half_of_the_ties(int seed)
    {
        var random = new Random(seed);
        var values = Enumerable.Range(0, random.Next(1, 50)).Select(_ => (float)random.Next(8)).Order().ToArray();
        var value = random.Next(-1, 9);

        var expected = (values.Count(other => other < value) + (0.5 * values.Count(other => other == value))) / values.Length;

        Assert.That(LikelihoodFunction.MidRank(values, value), Is.EqualTo(expected).Within(1e-6));
        Assert.That(values.Average(other => LikelihoodFunction.MidRank(values, other)), Is.EqualTo(0.5).Within(1e-5), "on average one half");
    }
}
