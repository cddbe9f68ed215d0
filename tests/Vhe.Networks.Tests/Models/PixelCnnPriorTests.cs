namespace Vhe.Networks.Tests.Models;

public class PixelCnnPriorTests : TensorFixture
{
    private const int Height = 4, Width = 5, Channels = 2;

    [Test]
    public void The_Gaussians_given_a_sample_are_those_that_it_was_drawn_from()
    {
        const int Count = 3;
        var prior = Prior(Channels, Height, Width);
        using var untracked = no_grad();
        using var noise = TinyNetwork.Noise(2);
        var template = prior.Sample(Count, [], noise);

        var given = prior.Given(template, []);

        // The same stream again: pixel by pixel in raster order.
        using var again = TinyNetwork.Noise(2);
        var standard = (template - given.Mean) * given.LogVariance.Times(-0.5).exp();
        for (var index = 0; index < Height * Width; index++)
        {
            Assert.That(
                standard.Pixel(index / Width, index % Width), Is.EqualTo(again.Normal(Count, Channels).Values()).Within(1e-3));
        }
    }

    [Test]
    public void A_pixel_depends_on_earlier_pixels_alone()
    {
        var prior = Prior(Channels, Height, Width);
        var template = Tensors.Normal(3, 1, Channels, Height, Width);
        var before = prior.Given(template, []);

        var after = prior.Given(template.WithPixel(1, 2, value => value.Plus(1)), []);

        for (var index = 0; index < Height * Width; index++)
        {
            var (row, column) = (index / Width, index % Width);
            var same = after.Mean.Pixel(row, column).SequenceEqual(before.Mean.Pixel(row, column))
                && after.LogVariance.Pixel(row, column).SequenceEqual(before.LogVariance.Pixel(row, column));
            Assert.That(same || index > (1 * Width) + 2, $"({row}, {column})");
        }

        Assert.That(after.Mean.Pixel(1, 3), Is.Not.EqualTo(before.Mean.Pixel(1, 3)), "right of it");
        Assert.That(after.Mean.Pixel(2, 2), Is.Not.EqualTo(before.Mean.Pixel(2, 2)), "below it");
    }

    [Test]
    public void The_density_integrates_to_1()
    {
        // Two pixels of one channel: a plane, in steps of 0.1.
        const int Steps = 300;
        const double Step = 0.1;
        var prior = Prior(channels: 1, height: 1, width: 2);
        var axis = NumberTensor.Range(Steps).to(float32).Minus(Steps / 2.0).Times(Step);
        var plane = stack(new[] { axis.repeat_interleave(Steps), axis.repeat(Steps) }, 1).view(Steps * Steps, 1, 1, 2);

        var logDensity = prior.Given(plane, []).LogProbability(plane);

        Assert.That(logDensity.exp().sum().item<float>() * Step * Step, Is.EqualTo(1).Within(1e-3));
    }

    [Test]
    public void It_starts_near_the_standard_normal_and_its_log_variance_is_bounded()
    {
        using var noise = TinyNetwork.Noise();
        var fresh = new PixelCnnPrior(Channels, Height, Width, hidden: 8, TinyNetwork.Float32, noise);
        var template = Tensors.Normal(4, 2, Channels, Height, Width);

        var start = fresh.Given(template, []);
        Tensors.Randomize(fresh, seed: 5, deviation: 50);
        var wild = fresh.Given(template, []);

        Assert.That(start.Mean.Values().Concat(start.LogVariance.Values()), Is.All.InRange(-0.5f, 0.5f));
        Assert.That(wild.LogVariance.Values(), Is.All.InRange(-8f, 8f));
    }

    private static PixelCnnPrior Prior(int channels, int height, int width)
    {
        using var noise = TinyNetwork.Noise();
        var prior = new PixelCnnPrior(channels, height, width, hidden: 8, TinyNetwork.Float32, noise);
        Tensors.Randomize(prior, seed: 6, deviation: 0.5);
        return prior;
    }
}
