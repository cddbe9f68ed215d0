namespace Vhe.Networks.Tests.Layers;

public class GatedPixelCnnTests : TensorFixture
{
    private const int Side = 6;

    // Two layers reach two pixels to the left and two rows up. To the right they reach through the row above alone: one pixel
    // there, and two in the row above that; the second pixel to the right of the row above stays blind.
    private static readonly (int Row, int Column)[] ReceptiveField =
    [
        (-2, -2), (-2, -1), (-2, 0), (-2, 1), (-2, 2), (-1, -2), (-1, -1), (-1, 0), (-1, 1), (0, -2), (0, -1),
    ];

    [Test]
    public void A_logit_depends_on_the_eleven_pixels_of_its_receptive_field_alone()
    {
        var network = Network();
        var (image, features) = (Tensors.Binary(1, 1, 1, Side, Side), Tensors.Normal(2, 1, 3, Side, Side));
        var before = network.call(image, features);
        for (var changed = 0; changed < Side * Side; changed++)
        {
            var (row, column) = (changed / Side, changed % Side);
            var after = network.call(image.WithPixel(row, column, value => value.SubtractedFrom(1)), features);
            for (var pixel = 0; pixel < Side * Side; pixel++)
            {
                var (r, c) = (pixel / Side, pixel % Side);
                var seen = ReceptiveField.Contains((row - r, column - c));
                var same = after.Pixel(r, c).SequenceEqual(before.Pixel(r, c));
                Assert.That(same, Is.Not.EqualTo(seen), $"({row}, {column}) at ({r}, {c})");
            }
        }
    }

    [TestCase(1)]
    [TestCase(2)]
    public void The_probabilities_of_all_images_sum_to_1(int seed)
    {
        const int Pixels = 9, Count = 1 << Pixels;
        var network = Network();
        var all = from code in Enumerable.Range(0, Count)
                  from i in Enumerable.Range(0, Pixels)
                  select (float)((code >> i) & 1);
        var images = tensor(all.ToArray()).view(Count, 1, 3, 3);
        var features = Tensors.Normal(seed, 1, 3, 3, 3).expand(Count, 3, 3, 3).contiguous();

        var logProbabilities = new Bernoulli(network.call(images, features)).LogProbability(images).Values();

        Assert.That(logProbabilities.Sum(value => Math.Exp(value)), Is.EqualTo(1).Within(1e-4));
        Assert.That(logProbabilities.Max() - logProbabilities.Min(), Is.GreaterThan(1), "a network that says something");
    }

    [Test]
    public void Features_reach_every_pixel()
    {
        var network = Network();
        var (image, features) = (zeros(1, 1, Side, Side), Tensors.Normal(3, 1, 3, Side, Side));
        var before = network.call(image, features);

        var after = network.call(image, features.WithPixel(2, 2, value => value.Plus(1)));

        Assert.That(after.Pixel(2, 2), Is.Not.EqualTo(before.Pixel(2, 2)));
        Assert.That(after.Pixel(2, 1), Is.EqualTo(before.Pixel(2, 1)), "h2 sees no feature of a later pixel");
    }

    [Test]
    public void A_gate_is_tanh_of_one_half_times_the_sigmoid_of_the_other()
    {
        var activations = Tensors.Normal(4, 2, 6);
        var values = activations.Values();

        var expected = from row in new[] { 0, 1 }
                       from i in Enumerable.Range(0, 3)
                       select (float)(Math.Tanh(values[(6 * row) + i]) / (1 + Math.Exp(-values[(6 * row) + 3 + i])));

        Assert.That(GatedPixelCnn.Gate(activations).Values(), Is.EqualTo(expected).Within(1e-6));
    }

    [Test]
    public void In_bfloat16_the_logits_are_float32_and_close()
    {
        var network = Network();
        var (image, features) = (Tensors.Binary(5, 2, 1, Side, Side), Tensors.Normal(6, 2, 3, Side, Side));

        var logits = network.call(image, features.to(bfloat16));

        Assert.That(logits.dtype, Is.EqualTo(ScalarType.Float32));
        Assert.That(logits.Values(), Is.EqualTo(network.call(image, features).Values()).Within(0.1));
    }

    private static GatedPixelCnn Network()
    {
        using var noise = TinyNetwork.Noise();
        var network = new GatedPixelCnn(channels: 1, features: 3, hidden: 8, noise);
        Tensors.Randomize(network, seed: 7, deviation: 0.7);
        return network;
    }
}
