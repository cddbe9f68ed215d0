namespace Vhe.Networks.Tests.Distributions;

public class DiscretizedLogisticsTests : TensorFixture
{
    private const int Components = 3;

    [Test]
    public void The_probabilities_of_all_pixels_sum_to_1(
        [Values(2, 3, 5)] int levels, [Values(1, 2, 3)] int channels, [Values(0.1, 1, 5, 50)] double deviation)
    {
        var all = AllPixels(levels, channels);
        var parameters = Parameters(channels, deviation).expand(all.shape[0], -1);

        var logProbabilities = Mixture(parameters, channels, levels).LogProbability(all).Values();

        Assert.That(logProbabilities.Sum(value => Math.Exp(value)), Is.EqualTo(1).Within(1e-5));
        Assert.That(logProbabilities, Is.All.LessThan(1e-5f));
    }

    [Test]
    public void A_level_has_the_mass_of_the_logistic_around_it()
    {
        // One component, mean 0.3, scale 0.1, four levels: edges at 1/6, 1/2 and 5/6.
        var distribution = new DiscretizedLogistics(
            zeros(4, 1), zeros(4, 1, 1).Plus(0.3), zeros(4, 1, 1).Plus(Math.Log(0.1)), 4);

        var found = distribution.LogProbability(AllPixels(4, 1)).exp().Values();

        double[] below = [0, F(1.0 / 6), F(0.5), F(5.0 / 6), 1];
        Assert.That(found, Is.EqualTo(Enumerable.Range(0, 4).Select(i => below[i + 1] - below[i])).Within(1e-5));

        static double F(double x) => 1 / (1 + Math.Exp(-(x - 0.3) / 0.1));
    }

    [Test]
    public void The_channels_of_a_pixel_depend_on_each_other()
    {
        // Two components of equal weight: no ink in any channel, or full ink in both. Channels drawn apart would mix them.
        var distribution = new DiscretizedLogistics(
            zeros(4, 2), tensor(new[] { 0f, 0, 1, 1 }).view(1, 2, 2).expand(4, 2, 2), zeros(4, 2, 2).Minus(4), 2);

        var found = distribution.LogProbability(AllPixels(2, 2)).exp().Values();

        Assert.That(found, Is.EqualTo(new[] { 0.5, 0, 0, 0.5 }).Within(1e-6));
    }

    [Test]
    public void A_pixel_is_drawn_as_often_as_its_probability_says()
    {
        const int Many = 40_000, Levels = 3, Channels = 2;
        using var noise = TinyNetwork.Noise(3);
        var parameters = Parameters(Channels, deviation: 1);

        var drawn = Mixture(parameters.expand(Many, -1), Channels, Levels).Sample(noise.Uniform(Many, 1 + Channels), 1);

        var all = AllPixels(Levels, Channels);
        var expected = Mixture(parameters.expand(all.shape[0], -1), Channels, Levels).LogProbability(all).exp().Values();
        var codes = drawn.select(1, 0).Times(2).Plus(drawn.select(1, 1).Times(2).Times(Levels)).Values()
            .Select(code => (int)Math.Round(code));
        var counts = codes.CountBy(code => code).ToDictionary();
        for (var code = 0; code < expected.Length; code++)
        {
            var error = Math.Sqrt(expected[code] * (1 - expected[code]) / Many);
            var share = counts.GetValueOrDefault(code) / (double)Many;
            Assert.That(share, Is.EqualTo(expected[code]).Within(4.5 * error), $"pixel {code}");
        }
    }

    [Test]
    public void Near_temperature_0_the_likeliest_component_gives_its_mean()
    {
        var weights = tensor(new[] { 0f, 1, 0 }).view(1, 3);
        var means = tensor(new[] { 0.1f, 0.1f, 0.5f, 0.75f, 0.9f, 0.9f }).view(1, 3, 2);
        using var noise = TinyNetwork.Noise(4);

        var drawn = new DiscretizedLogistics(
            weights.expand(50, 3), means.expand(50, 3, 2), zeros(50, 3, 2), 5).Sample(noise.Uniform(50, 3), temperature: 1e-4);

        Assert.That(drawn.Values(), Is.EqualTo(Enumerable.Repeat(new[] { 0.5f, 0.75f }, 50).SelectMany(pixel => pixel)));
    }

    [Test]
    public void The_most_extreme_uniform_numbers_give_levels()
    {
        var distribution = Mixture(Parameters(2, 1).expand(2, -1), 2, 4);

        var drawn = distribution.Sample(stack(new[] { zeros(3), zeros(3).Plus(0.99999994f) }, 0), 1).Values();

        Assert.That(drawn, Is.EqualTo(new[] { 0f, 0, 1, 1 }));
    }

    [Test]
    public void Gradients_are_finite_however_far_the_parameters_are()
    {
        var parameters = Parameters(3, deviation: 100).expand(8, -1).Times(1).requires_grad_();

        var sum = Mixture(parameters, 3, 2).LogProbability(AllPixels(2, 3)).sum();
        var gradient = autograd.grad(new[] { sum }, new[] { parameters })[0];

        Assert.That(gradient.Values(), Is.All.Matches<float>(float.IsFinite));
        Assert.That(gradient.Values(), Has.Some.Not.Zero);
    }

    [Test]
    public void Rounding_keeps_0_and_1_and_goes_to_the_nearest_level()
    {
        var rounded = DiscretizedLogistics.Quantize(tensor(new[] { 0f, 0.16f, 0.17f, 0.5f, 0.84f, 1f }), 4);

        Assert.That(rounded.Values(), Is.EqualTo(new[] { 0f, 0, 1 / 3f, 2 / 3f, 1, 1 }).Within(1e-7));
        Assert.That(DiscretizedLogistics.Quantize(rounded, 4).Values(), Is.EqualTo(rounded.Values()));
    }

    /// <summary>[levels^channels, channels], the first channel fastest.</summary>
    private static Tensor AllPixels(int levels, int channels)
    {
        var count = (int)Math.Pow(levels, channels);
        var values = from code in Enumerable.Range(0, count)
                     from c in Enumerable.Range(0, channels)
                     select (float)(code / (int)Math.Pow(levels, c) % levels) / (levels - 1);
        return DiscretizedLogistics.Quantize(tensor(values.ToArray()).view(count, channels), levels);
    }

    private static Tensor Parameters(int channels, double deviation)
        => Tensors.Normal(5, 1, DiscretizedLogistics.ParameterCount(Components, channels)).Times(deviation);

    private static DiscretizedLogistics Mixture(Tensor parameters, int channels, int levels)
        => DiscretizedLogistics.From(parameters, Components, channels, levels);
}
