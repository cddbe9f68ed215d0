namespace Vhe.Networks.Tests.Layers;

public class MaskedConvolutionTests : TensorFixture
{
    private const int Height = 4, Width = 5;

    [TestCase(false)]
    [TestCase(true)]
    public void A_pixel_of_the_output_sees_its_taps_and_nothing_else(bool seesCenter)
    {
        var layer = Layer(seesCenter);
        var image = Tensors.Normal(2, 1, 2, Height, Width);
        var before = layer.call(image);
        for (var changed = 0; changed < Height * Width; changed++)
        {
            var (row, column) = (changed / Width, changed % Width);
            var after = layer.call(image.WithPixel(row, column, value => value.Plus(1)));
            for (var pixel = 0; pixel < Height * Width; pixel++)
            {
                var (r, c) = (pixel / Width, pixel % Width);
                var seen = layer.Taps.Contains((row - r, column - c));
                var same = after.Pixel(r, c).SequenceEqual(before.Pixel(r, c));
                Assert.That(same, Is.Not.EqualTo(seen), $"({row}, {column}) at ({r}, {c})");
            }
        }
    }

    [TestCase(false)]
    [TestCase(true)]
    public void Taps_are_the_earlier_neighbors_and_under_mask_B_the_center(bool seesCenter)
    {
        var taps = Layer(seesCenter).Taps;

        Assert.That(taps.Take(4), Is.EqualTo(new[] { (-1, -1), (-1, 0), (-1, 1), (0, -1) }));
        Assert.That(taps.Skip(4), Is.EqualTo(seesCenter ? [(0, 0)] : Array.Empty<(int, int)>()));
    }

    [TestCase(false)]
    [TestCase(true)]
    public void It_equals_a_convolution_whose_future_weights_are_zero(bool seesCenter)
    {
        var layer = Layer(seesCenter);
        var image = Tensors.Normal(3, 2, 2, Height, Width);
        var weight = layer.Weight.detach().clone();
        for (var i = 0; i < 9; i++)
        {
            var (row, column) = (i / 3, i % 3);
            if (!layer.Taps.Contains((row - 1, column - 1)))
                weight.select(3, column).select(2, row).zero_();
        }

        var expected = nn.functional.conv2d(image, weight, layer.Bias, padding: [1, 1]);

        Assert.That(layer.call(image).Values(), Is.EqualTo(expected.Values()).Within(1e-5));
    }

    [TestCase(false)]
    [TestCase(true)]
    public void One_pixel_at_a_time_gives_the_same(bool seesCenter)
    {
        var layer = Layer(seesCenter);
        var image = Tensors.Normal(4, 3, 2, Height, Width);
        var expected = layer.call(image);
        var raster = new RasterImage(Height, Width, zeros(3, 2));
        var map = layer.PerPixel();
        foreach (var (row, column) in raster.Pixels())
            raster[row, column] = image.select(3, column).select(2, row);

        foreach (var (row, column) in raster.Pixels())
            Assert.That(map(raster, row, column).Values(), Is.EqualTo(expected.Pixel(row, column)).Within(1e-5));
    }

    [Test]
    public void A_raster_image_keeps_its_pixels_and_is_empty_outside()
    {
        var image = Tensors.Normal(5, 2, 3, Height, Width);
        var raster = new RasterImage(Height, Width, zeros(2, 3));
        foreach (var (row, column) in raster.Pixels())
        {
            Assert.That(raster[row, column].Values(), Is.All.Zero);
            raster[row, column] = image.select(3, column).select(2, row);
        }

        Assert.That(raster.ToTensor().Values(), Is.EqualTo(image.Values()));
        Assert.That(raster[-1, 0].Values().Concat(raster[0, -1].Values()).Concat(raster[1, Width].Values()), Is.All.Zero);
    }

    private static MaskedConvolution Layer(bool seesCenter)
    {
        using var noise = TinyNetwork.Noise();
        var layer = new MaskedConvolution(2, 3, seesCenter, noise);
        Tensors.Randomize(layer, seed: 9);
        return layer;
    }
}
