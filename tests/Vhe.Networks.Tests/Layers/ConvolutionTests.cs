namespace Vhe.Networks.Tests.Layers;

public class ConvolutionTests : TensorFixture
{
    [TestCase(3, 1, true, 6)]
    [TestCase(3, 2, true, 8)]
    [TestCase(1, 0, false, 6)]
    public void It_is_a_convolution_with_its_own_weights(int kernel, int padding, bool bias, int side)
    {
        var layer = Layer(kernel, padding, bias);
        var input = Tensors.Normal(1, 2, 3, 6, 6);
        var (pixels, weight) = (nn.functional.pad(input, (padding, padding, padding, padding)), layer.Weight);

        var output = layer.call(input);

        Assert.That(output.shape, Is.EqualTo(new long[] { 2, 4, side, side }));
        var patch = pixels.narrow(0, 1, 1).narrow(2, 2, kernel).narrow(3, 1, kernel);
        var expected = (weight * patch).sum().item<float>() + (layer.Bias?.sum().item<float>() ?? 0);
        Assert.That(output.select(0, 1).select(1, 2).select(1, 1).sum().item<float>(), Is.EqualTo(expected).Within(1e-4));
        Assert.That(layer.Bias is not null, Is.EqualTo(bias));
    }

    [Test]
    public void In_bfloat16_it_stays_close_and_its_masters_stay_float32()
    {
        var layer = Layer(3, 1, bias: true);
        var input = Tensors.Normal(2, 2, 3, 6, 6);

        var output = layer.call(input.to(bfloat16));

        Assert.That(output.dtype, Is.EqualTo(ScalarType.BFloat16));
        Assert.That(layer.Weight.dtype, Is.EqualTo(ScalarType.Float32));
        Assert.That(output.Values(), Is.EqualTo(layer.call(input).Values()).Within(0.05));
    }

    [Test]
    public void Starting_values_are_uniform_over_the_fan_in_and_seeded()
    {
        var (first, again) = (Layer(3, 1, bias: true), Layer(3, 1, bias: true));
        var bound = (float)(1 / Math.Sqrt(27));

        Assert.That(first.Weight.Values(), Is.EqualTo(again.Weight.Values()));
        Assert.That(first.Weight.Values().Concat(first.Bias!.Values()), Is.All.InRange(-bound, bound));
        Assert.That(first.Weight.Values().Max(), Is.GreaterThan(0.8 * bound));
    }

    [Test]
    public void A_kernel_of_one_pixel_has_no_stride()
    {
        using var noise = TinyNetwork.Noise();

        Assert.That(
            () => new Convolution(3, 2, kernel: 1, padding: 0, noise, stride: 2), Throws.ArgumentException.With.Message.Contains("stride"));
    }

    [Test]
    public void A_linear_layer_is_a_matrix_product_and_a_bias()
    {
        using var noise = TinyNetwork.Noise();
        var layer = new Linear(3, 2, noise);
        var input = Tensors.Normal(3, 4, 3);
        var (x, w, b) = (input.Values(), layer.Weight.Values(), layer.Bias.Values());

        var expected = from row in Enumerable.Range(0, 4)
                       from o in Enumerable.Range(0, 2)
                       select b[o] + Enumerable.Range(0, 3).Sum(i => x[(3 * row) + i] * w[(3 * o) + i]);

        Assert.That(layer.call(input).Values(), Is.EqualTo(expected).Within(1e-5));
    }

    private static Convolution Layer(int kernel, int padding, bool bias)
    {
        using var noise = TinyNetwork.Noise();
        return new Convolution(3, 4, kernel, padding, noise, bias);
    }
}
