namespace Vhe.Networks.Tests.Distributions;

public class BernoulliTests : TensorFixture
{
    [Test]
    public void Log_probability_is_the_sum_over_the_pixels_of_a_row()
    {
        var logits = Tensors.Normal(1, 3, 1, 2, 4).Times(3);
        var x = Tensors.Binary(2, 3, 1, 2, 4);
        var (l, pixels) = (logits.Values(), x.Values());

        var expected = Enumerable.Range(0, 3).Select(row => (float)Enumerable.Range(8 * row, 8).Sum(i =>
        {
            var ink = 1 / (1 + Math.Exp(-l[i]));
            return Math.Log(pixels[i] > 0 ? ink : 1 - ink);
        }));

        Assert.That(new Bernoulli(logits).LogProbability(x).Values(), Is.EqualTo(expected).Within(1e-4));
    }

    [Test]
    public void Of_gray_values_it_is_the_expectation_over_all_binarizations()
    {
        float[] gray = [0.1f, 0.7f, 1f];
        var logits = tensor(new[] { -1.5f, 0.3f, 2f }).view(1, 1, 1, 3);
        var expected = 0.0;
        for (var code = 0; code < 8; code++)
        {
            var binary = gray.Select((_, i) => (float)((code >> i) & 1)).ToArray();
            var probability = gray.Zip(binary, (g, b) => b > 0 ? g : 1 - g).Aggregate(1.0, (a, b) => a * b);
            expected += probability * new Bernoulli(logits).LogProbability(tensor(binary).view(1, 1, 1, 3)).Value(0);
        }

        Assert.That(
            new Bernoulli(logits).LogProbability(tensor(gray).view(1, 1, 1, 3)).Value(0), Is.EqualTo(expected).Within(1e-5));
    }

    [TestCase(500f)]
    [TestCase(-500f)]
    public void Extreme_logits_stay_finite(float logit)
    {
        var bernoulli = new Bernoulli(NumberTensor.Full([1, 1, 1, 1], logit));

        Assert.That(bernoulli.LogProbability(ones(1, 1, 1, 1)).Value(0), Is.EqualTo(Math.Min(0, logit)));
        Assert.That(bernoulli.LogProbability(zeros(1, 1, 1, 1)).Value(0), Is.EqualTo(Math.Min(0, -logit)));
    }

    [Test]
    public void Pixels_are_drawn_with_their_probabilities_and_without_chance_when_cold()
    {
        using var noise = TinyNetwork.Noise(4);
        var logits = tensor(new[] { -2f, 0f, 1f, 3f }).view(1, 1, 2, 2).expand(4000, 1, 2, 2);

        var drawn = new Bernoulli(logits).Sample(noise, temperature: 2);
        var cold = new Bernoulli(tensor(new[] { -2f, -0.1f, 0.1f, 3f }).view(1, 1, 2, 2)).Sample(noise, temperature: 1e-3);

        Assert.That(drawn.Values(), Is.All.EqualTo(0f).Or.EqualTo(1f));
        Assert.That(drawn.mean([0]).Values(), Is.EqualTo(logits[0].DividedBy(2).sigmoid().Values()).Within(0.03));
        Assert.That(cold.Values(), Is.EqualTo(new[] { 0f, 0f, 1f, 1f }));
    }
}
