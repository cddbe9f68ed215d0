namespace Vhe.Networks.Tests.Layers;

public class PixelCnnSamplerTests : TensorFixture
{
    private const int Count = 6, Height = 7, Width = 8;

    [Test]
    public void It_draws_what_a_full_forward_pass_for_each_pixel_draws(
        [Values(1, 2, 3)] int seed, [Values(0.5, 1.0, 2.0)] double temperature)
    {
        var network = Network();
        var features = Tensors.Normal(seed, Count, 3, Height, Width);
        var uniforms = Uniforms(seed);

        var images = network.Sample(features, uniforms, temperature);

        Assert.That(images.shape, Is.EqualTo(new long[] { Count, 1, Height, Width }));
        Assert.That(images.Values(), Is.EqualTo(Naive(network, features, uniforms, temperature).Values()));
        Assert.That(images.Values().Average(), Is.InRange(0.05, 0.95), "images with ink and paper");
    }

    [Test]
    public void It_does_so_at_the_size_of_a_glyph()
    {
        using var model = VheModel.Create(PixelCnnVheOptions.Tiny, seed: 5);
        using var noise = TinyNetwork.Noise(8);
        var network = ((TemplateDecoder)model.Network.Decoder).PixelCnn;
        var features = Tensors.Normal(9, 2, PixelCnnVheOptions.Tiny.HiddenChannels, 28, 28);
        var uniforms = noise.Uniform(28 * 28, 2, 1);

        var images = network.Sample(features, uniforms, 1);

        Assert.That(images.Values(), Is.EqualTo(Naive(network, features, uniforms, 1).Values()));
    }

    [Test]
    public void Each_image_depends_on_its_own_features_and_numbers_alone()
    {
        var network = Network();
        var (features, uniforms) = (Tensors.Normal(4, Count, 3, Height, Width), Uniforms(4));
        var together = network.Sample(features, uniforms, 1);

        var alone = network.Sample(features.narrow(0, 2, 1), uniforms.narrow(1, 2, 1), 1);

        Assert.That(alone.Values(), Is.EqualTo(together.narrow(0, 2, 1).Values()));
    }

    [Test]
    public void Ink_is_drawn_as_often_as_its_probability_says()
    {
        const int Many = 20_000;
        using var noise = TinyNetwork.Noise(5);
        var network = new GatedPixelCnn(channels: 1, features: 2, hidden: 4, noise);
        Tensors.Randomize(network, seed: 6, deviation: 0.8);
        var features = Tensors.Normal(7, 1, 2, 1, 2).expand(Many, 2, 1, 2).contiguous();

        var images = network.Sample(features, noise.Uniform(2, Many, 1), 1);

        // Two pixels: the share of each of the four images against its probability.
        var drawn = images.view(Many, 2);
        var codes = drawn.select(1, 0).Plus(drawn.select(1, 1).Times(2)).Values();
        for (var code = 0; code < 4; code++)
        {
            var image = tensor(new[] { code & 1, (float)(code >> 1) }).view(1, 1, 1, 2);
            var logits = network.call(image, features.narrow(0, 0, 1));
            var p = Math.Exp(new Bernoulli(logits).LogProbability(image).Value(0));
            var error = Math.Sqrt(p * (1 - p) / Many);
            Assert.That(codes.Count(c => c == code) / (double)Many, Is.EqualTo(p).Within(4 * error), $"image {code}");
        }
    }

    private static Tensor Uniforms(long seed)
    {
        using var noise = TinyNetwork.Noise(seed);
        return noise.Uniform(Height * Width, Count, 1);
    }

    private static Tensor Naive(GatedPixelCnn network, Tensor features, Tensor uniforms, double temperature)
    {
        using var untracked = no_grad();
        var (height, width) = (features.shape[2], features.shape[3]);
        var image = zeros(features.shape[0], 1, height, width);
        for (var index = 0; index < height * width; index++)
        {
            using var pixel = NewDisposeScope();
            var (row, column) = (index / width, index % width);
            var logit = network.call(image, features).select(3, column).select(2, row);
            image.select(3, column).select(2, row).copy_(uniforms[index].lt(logit.DividedBy(temperature).sigmoid()).to(float32));
        }

        return image;
    }

    private static GatedPixelCnn Network()
    {
        using var noise = TinyNetwork.Noise();
        var network = new GatedPixelCnn(channels: 1, features: 3, hidden: 8, noise);
        Tensors.Randomize(network, seed: 13, deviation: 0.7);
        return network;
    }
}
