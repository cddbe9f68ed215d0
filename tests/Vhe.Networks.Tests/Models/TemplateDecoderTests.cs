namespace Vhe.Networks.Tests.Models;

public class TemplateDecoderTests : TensorFixture
{
    [Test]
    public void At_t_of_zero_the_template_is_not_moved()
    {
        var decoder = Decoder();
        var template = Tensors.Normal(1, 2, 2, 8, 8);
        var state = decoder.state_dict();

        var features = decoder.Features([template, zeros(2, 2)], float32);

        var expected = nn.functional.conv2d(
            template, state["stack.convolution1.weight"], state["stack.convolution1.bias"], padding: [1, 1]).relu();
        Assert.That(features.Values(), Is.EqualTo(expected.DividedBy(Math.Sqrt(1 + 1e-5)).Values()).Within(1e-4));
    }

    [Test]
    public void Its_likelihood_is_that_of_the_PixelCNN_under_its_features()
    {
        var decoder = Decoder();
        var (x, latents) = (Tensors.Binary(2, 3, 1, 8, 8), Latents(3));

        var logits = decoder.PixelCnn.call(x, decoder.Features(latents, float32));

        Assert.That(decoder.LogLikelihood(x, latents).Values(), Is.EqualTo(new Bernoulli(logits).LogProbability(x).Values()));
        Assert.That(decoder.LogLikelihood(x, latents).shape, Is.EqualTo(new long[] { 3 }));
    }

    [Test]
    public void Both_latents_matter()
    {
        var decoder = Decoder();
        var state = decoder.state_dict();
        using (no_grad())
        {
            state["affine.weight"].TimesInPlace(20);
        }

        var (x, latents) = (Tensors.Binary(4, 3, 1, 8, 8), Latents(3));
        var value = decoder.LogLikelihood(x, latents).Values();

        Assert.That(decoder.LogLikelihood(x, [latents[0].Plus(1), latents[1]]).Values(), Is.Not.EqualTo(value));
        Assert.That(decoder.LogLikelihood(x, [latents[0], latents[1].Plus(1)]).Values(), Is.Not.EqualTo(value));
    }

    [Test]
    public void Its_samples_are_likelier_than_noise_under_it()
    {
        const int Count = 200;
        var decoder = Decoder();
        Tensors.Randomize(decoder.PixelCnn, seed: 10, deviation: 0.7);
        using var noise = TinyNetwork.Noise(5);
        var latents = Latents(Count);

        var drawn = decoder.Sample(latents, noise, temperature: 1);

        Assert.That(drawn.Values(), Is.All.EqualTo(0f).Or.EqualTo(1f));
        var ofDrawn = decoder.LogLikelihood(drawn, latents);
        var ofNoise = decoder.LogLikelihood(Tensors.Binary(6, Count, 1, 8, 8), latents);
        Assert.That(ofDrawn.mean().item<float>(), Is.GreaterThan(ofNoise.mean().item<float>() + 1));
    }

    [Test]
    public void In_bfloat16_the_likelihood_is_close()
    {
        var (exact, rounded) = (Decoder(), Decoder(TinyNetwork.BFloat16));
        var (x, latents) = (Tensors.Binary(7, 50, 1, 8, 8), Latents(50));

        var (value, close) = (exact.LogLikelihood(x, latents), rounded.LogLikelihood(x, latents));

        Assert.That(close.dtype, Is.EqualTo(ScalarType.Float32));
        Assert.That(close.Values(), Is.Not.EqualTo(value.Values()));
        Assert.That((close - value).abs().max().item<float>(), Is.LessThan(0.5));
    }

    private static Tensor[] Latents(int count) => [Tensors.Normal(8, count, 2, 8, 8), Tensors.Normal(9, count, 2)];

    private static TemplateDecoder Decoder(Compute? compute = null)
    {
        using var noise = TinyNetwork.Noise();
        var decoder = new TemplateDecoder(TinyNetwork.Options, compute ?? TinyNetwork.Float32, noise);
        decoder.eval();
        return decoder;
    }
}
