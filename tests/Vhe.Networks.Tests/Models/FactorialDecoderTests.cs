namespace Vhe.Networks.Tests.Models;

public class FactorialDecoderTests : TensorFixture
{
    [Test]
    public void Its_convolutions_see_the_outer_product_of_the_style_and_the_moved_template()
    {
        using var model = TinyFactorial.Model();
        var decoder = (TemplateDecoder)model.Network.Decoder;
        var (c, s) = (Tensors.Normal(1, 2, 2, 8, 8), Tensors.Normal(2, 2, 3));
        var state = decoder.state_dict();

        // At t = 0 the template stays where it is.
        var features = decoder.Features([c, s, zeros(2, 2)], float32);

        var product = OuterProduct(s, c);
        var expected = nn.functional.conv2d(
            product, state["stack.convolution1.weight"], state["stack.convolution1.bias"], padding: [1, 1]).relu();
        Assert.That(features.Values(), Is.EqualTo(expected.DividedBy(Math.Sqrt(1 + 1e-5)).Values()).Within(1e-3));

        // Channel (k, i) is K c_i, number by number.
        static Tensor OuterProduct(Tensor s, Tensor c)
        {
            var channels = Enumerable.Range(0, 6).Select(j => s.narrow(1, j / 2, 1).view(2, 1, 1, 1) * c.narrow(1, j % 2, 1));
            return cat(channels.ToArray(), 1);
        }
    }

    [Test]
    public void All_three_latents_matter()
    {
        using var model = TinyFactorial.Model();
        var decoder = model.Network.Decoder;
        using (no_grad())
        {
            decoder.state_dict()["affine.weight"].TimesInPlace(20);
        }

        var (x, latents) = (Tensors.Binary(4, 3, 3, 8, 8), Latents(3));
        var value = decoder.LogLikelihood(x, latents).Values();

        Assert.That(value, Has.Length.EqualTo(3));
        Assert.That(decoder.LogLikelihood(x, [latents[0].Plus(1), latents[1], latents[2]]).Values(), Is.Not.EqualTo(value));
        Assert.That(decoder.LogLikelihood(x, [latents[0], latents[1].Plus(1), latents[2]]).Values(), Is.Not.EqualTo(value));
        Assert.That(decoder.LogLikelihood(x, [latents[0], latents[1], latents[2].Plus(1)]).Values(), Is.Not.EqualTo(value));
    }

    [Test]
    public void Images_are_scored_at_the_nearest_levels()
    {
        using var model = TinyFactorial.Model();
        var (x, latents) = (Tensors.Binary(5, 3, 3, 8, 8).Times(2 / 3f), Latents(3));

        var value = model.Network.Decoder.LogLikelihood(x, latents).Values();

        Assert.That(model.Network.Decoder.LogLikelihood(x.Plus(0.1), latents).Values(), Is.EqualTo(value));
        Assert.That(model.Network.Decoder.LogLikelihood(x.Plus(0.2), latents).Values(), Is.Not.EqualTo(value));
    }

    [Test]
    public void Its_samples_are_at_the_levels_and_likelier_than_noise_under_it()
    {
        const int Count = 100;
        using var model = TinyFactorial.Model();
        var decoder = (TemplateDecoder)model.Network.Decoder;
        Tensors.Randomize(decoder.PixelCnn, seed: 10, deviation: 0.7);
        using var noise = TinyNetwork.Noise(5);
        var latents = Latents(Count);

        var drawn = decoder.Sample(latents, noise, temperature: 1);

        Assert.That(drawn.shape, Is.EqualTo(new long[] { Count, 3, 8, 8 }));
        Assert.That(drawn.Times(3).Values(), Is.All.Matches<float>(level => Math.Abs(level - Math.Round(level)) < 1e-6));
        var ofDrawn = decoder.LogLikelihood(drawn, latents);
        var ofNoise = decoder.LogLikelihood(noise.Uniform(Count, 3, 8, 8), latents);
        Assert.That(ofDrawn.mean().item<float>(), Is.GreaterThan(ofNoise.mean().item<float>() + 1));
    }

    [Test]
    public void In_bfloat16_the_likelihood_is_close_in_proportion()
    {
        using var model = TinyFactorial.Model();
        var (x, latents) = (Tensors.Binary(7, 50, 3, 8, 8), Latents(50));
        var value = model.Network.Decoder.LogLikelihood(x, latents);

        model.Precision = Precision.BFloat16;
        var close = model.Network.Decoder.LogLikelihood(x, latents);

        Assert.That(close.dtype, Is.EqualTo(ScalarType.Float32));
        Assert.That(close.Values(), Is.Not.EqualTo(value.Values()));
        Assert.That(((close - value) / value).abs().max().item<float>(), Is.LessThan(0.02));
    }

    private static Tensor[] Latents(int count)
        => [Tensors.Normal(8, count, 2, 8, 8), Tensors.Normal(9, count, 3), Tensors.Normal(10, count, 2)];
}
