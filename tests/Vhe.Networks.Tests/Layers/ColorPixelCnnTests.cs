namespace Vhe.Networks.Tests.Layers;

/// <summary>The PixelCNN and its sampler with several channels, and a joint distribution of them.</summary>
public class ColorPixelCnnTests : TensorFixture
{
    private const int Side = 5, Channels = 3, Components = 2, Levels = 4;

    [Test]
    public void No_channel_of_a_pixel_sees_any_channel_of_itself_or_of_a_later_pixel()
    {
        var network = TinyFactorial.ColorPixelCnn(Channels, Components);
        var (image, features) = (Tensors.Binary(1, 1, Channels, Side, Side), Tensors.Normal(2, 1, 3, Side, Side));
        var before = network.call(image, features);
        Assert.That(before.shape, Is.EqualTo(new long[] { 1, Components * 7, Side, Side }));
        for (var channel = 0; channel < Channels; channel++)
        {
            var mask = zeros(1, Channels, 1, 1);
            mask.select(1, channel).FillInPlace(1);
            var after = network.call(image.WithPixel(2, 2, value => (value - mask).abs()), features);
            for (var pixel = 0; pixel < Side * Side; pixel++)
            {
                var (row, column) = (pixel / Side, pixel % Side);
                var (now, then) = (after.Pixel(row, column), before.Pixel(row, column));
                if (pixel <= (2 * Side) + 2)
                    Assert.That(now, Is.EqualTo(then), $"channel {channel} at ({row}, {column})");
            }

            Assert.That(after.Pixel(2, 3), Is.Not.EqualTo(before.Pixel(2, 3)), "the next pixel sees every channel");
        }
    }

    [TestCase(1, 3, 3, 2, 2)]
    [TestCase(2, 2, 2, 2, 2)]
    [TestCase(3, 3, 2, 1, 3)]
    public void The_probabilities_of_all_images_sum_to_1(int seed, int levels, int channels, int height, int width)
    {
        // 3^12 images are too many: the last pixel's distribution is known to sum to 1, so the first ones are enough there.
        var pixels = height * width * channels > 10 ? 2 : height * width;
        var (values, rows) = (pixels * channels, (int)Math.Pow(levels, pixels * channels));
        var network = TinyFactorial.ColorPixelCnn(channels, Components);
        var all = from code in Enumerable.Range(0, rows)
                  from i in Enumerable.Range(0, values)
                  select (float)(code / (int)Math.Pow(levels, i) % levels) / (levels - 1);
        var (h, w) = pixels == height * width ? (height, width) : (1, pixels);
        var images = DiscretizedLogistics.Quantize(tensor(all.ToArray()).view(rows, h, w, channels).permute(0, 3, 1, 2), levels);
        var features = Tensors.Normal(seed, 1, 3, h, w).expand(rows, 3, h, w).contiguous();

        var parameters = network.call(images, features);
        var found = DiscretizedLogistics.From(parameters, Components, channels, levels).LogProbability(images).to(float64);

        Assert.That(found.exp().sum().item<double>(), Is.EqualTo(1).Within(1e-4));
        Assert.That((found.max() - found.min()).item<double>(), Is.GreaterThan(1), "a network that says something");
    }

    [Test]
    public void The_sampler_draws_what_a_full_forward_pass_for_each_pixel_draws(
        [Values(1, 2, 3)] int seed, [Values(0.5, 1.0, 2.0)] double temperature)
    {
        const int Count = 6;
        var network = TinyFactorial.ColorPixelCnn(Channels, Components);
        var features = Tensors.Normal(seed, Count, 3, Side, Side);
        using var noise = TinyNetwork.Noise(seed);
        var uniforms = noise.Uniform(Side * Side, Count, 1 + Channels);

        var images = network.Sample(features, uniforms, Draw);

        Assert.That(images.shape, Is.EqualTo(new long[] { Count, Channels, Side, Side }));
        Assert.That(images.Values(), Is.EqualTo(Naive()));
        Assert.That(images.Values().Distinct().Count(), Is.EqualTo(Levels), "all levels are drawn");

        Tensor Draw(Tensor parameters, Tensor u)
            => DiscretizedLogistics.From(parameters, Components, Channels, Levels).Sample(u, temperature);

        float[] Naive()
        {
            using var untracked = no_grad();
            var image = zeros(Count, Channels, Side, Side);
            for (var index = 0; index < Side * Side; index++)
            {
                var (row, column) = (index / Side, index % Side);
                var parameters = network.call(image, features).select(3, column).select(2, row);
                image.select(3, column).select(2, row).copy_(Draw(parameters, uniforms[index]));
            }

            return image.Values();
        }
    }
}
