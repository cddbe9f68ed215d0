using PaperExperiments.Tightened;

namespace PaperExperiments.Tests.Tightened;

internal sealed class SubsetInferenceTests : TensorFixture
{
    [Test]
    public void R_sums_to_one_over_all_D_that_q_prime_draws([Range(1, 4)] int size)
    {
        var r = new SubsetInference(Subsets.ClassSizes, embeddingLength: 3, dimensions: 2, seed: 1);
        Tensors.Randomize(r, seed: 2, deviation: 1);
        var subsets = Subsets.All(size);
        var classes = NumberTensor.Full([subsets.Length], Subsets.Number, int64);
        for (var seed = 0; seed < 5; seed++)
        {
            var c = Tensors.Normal(seed, 1, 3).expand(subsets.Length, 3);

            var probabilities = r.Given(c, classes).LogProbabilities(Subsets.Numbers(subsets)).sum(1).exp();

            Assert.That(probabilities.sum().item<float>(), Is.EqualTo(1).Within(1e-5));
            Assert.That(probabilities.Values().Distinct().Count(), Is.GreaterThan(1), "it does depend on D");
        }
    }

    [Test]
    public void R_depends_on_c_and_on_the_class()
    {
        var r = new SubsetInference([4, 4], embeddingLength: 3, dimensions: 2, seed: 1);
        Tensors.Randomize(r, seed: 2, deviation: 1);
        var d = tensor(new long[] { 1, 1, 1 }).unsqueeze(1);
        var c = Tensors.Normal(3, 2, 3).index_select(0, tensor(new long[] { 0, 1, 0 }));

        var values = r.Given(c, tensor(new long[] { 0, 0, 1 })).LogProbabilities(d).Values();

        Assert.That(values, Is.Unique);
    }

    [Test]
    public void The_uniform_q_prime_counts_the_sequences()
    {
        var r = new SubsetInference(Subsets.ClassSizes, embeddingLength: 1, dimensions: 1, seed: 1);
        var d = tensor(new long[] { 3, 0, 3, 0 }).view(2, 2);

        var values = r.Uniform(tensor(new long[] { 0, 1 })).LogProbabilities(d).sum(1).Values();

        Assert.That(values, Is.EqualTo(new[] { -Math.Log(6 * 5), -Math.Log(4 * 3) }).Within(1e-5));
    }

    [Test]
    public void Bad_numbers_are_named()
    {
        Assert.That(() => new SubsetInference([], 1, 1, 0), Throws.ArgumentException.With.Message.Contains("no class"));
        Assert.That(
            () => new SubsetInference([3, 0], 1, 1, 0),
            Throws.TypeOf<ArgumentOutOfRangeException>().With.Message.Contains("classSizes[1] must be 1 or more, not 0"));
        Assert.That(
            () => new SubsetInference([3], 1, 0, 0),
            Throws.TypeOf<ArgumentOutOfRangeException>().With.Message.Contains("dimensions"));
    }
}
