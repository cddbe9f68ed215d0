namespace Vhe.Networks.Tests.Layers;

public class SameConvolutionTests : TensorFixture
{
    [TestCase(1, 5, 5)]
    [TestCase(3, 4, 7)]
    [TestCase(4, 6, 5)]
    [TestCase(8, 8, 8)]
    [TestCase(9, 4, 11)]
    [TestCase(28, 28, 28)]
    public void The_Fourier_way_equals_the_direct_way(int kernel, int height, int width)
    {
        var input = Tensors.Normal(1, 2, 3, height, width);
        var weight = Tensors.Normal(2, 4, 3, kernel, kernel);
        var bias = Tensors.Normal(3, 4);
        var before = (kernel - 1) / 2;

        var fourier = SameConvolution.ByFourier(input, weight, bias, before);

        var tolerance = 1e-5 * kernel * kernel;
        Assert.That(fourier.shape, Is.EqualTo(new long[] { 2, 4, height, width }));
        Assert.That(fourier.Values(), Is.EqualTo(Direct(input, weight, bias).Values()).Within(tolerance));
    }

    [TestCase(7)]
    [TestCase(8)]
    [TestCase(9)]
    public void Both_ways_give_the_same_values_and_gradients_at_every_kernel(int kernel)
    {
        using var noise = TinyNetwork.Noise();
        var layer = new SameConvolution(1, 3, kernel, TinyNetwork.Float32, noise);
        var input = Tensors.Normal(4, 2, 1, 8, 6).requires_grad_();

        var (actual, expected) = (layer.call(input), Direct(input, layer.Weight, layer.Bias));

        Assert.That(actual.Values(), Is.EqualTo(expected.Values()).Within(1e-4));
        var (actualGradients, expectedGradients) = (Gradients(actual), Gradients(expected));
        for (var i = 0; i < expectedGradients.Count; i++)
        {
            Assert.That(actualGradients[i].Values(), Is.EqualTo(expectedGradients[i].Values()).Within(1e-3), $"gradient {i}");
            Assert.That(expectedGradients[i].Values().Max(Math.Abs), Is.GreaterThan(0.1f), $"gradient {i} says something");
        }

        IList<Tensor> Gradients(Tensor output) => autograd.grad(
            new[] { (output * Tensors.Normal(5, 2, 3, 8, 6)).sum() }, new[] { input, layer.Weight, layer.Bias });
    }

    [TestCase(7, 1e-1, 1e-4)]
    [TestCase(8, 1e-4, 0)]
    public void A_large_kernel_is_exact_where_a_small_one_computes_in_bfloat16(int kernel, double most, double least)
    {
        using var noise = TinyNetwork.Noise();
        var layer = new SameConvolution(1, 3, kernel, TinyNetwork.BFloat16, noise);
        var input = Tensors.Normal(6, 2, 1, 8, 8);

        var actual = layer.call(input);

        var error = (actual - Direct(input, layer.Weight, layer.Bias)).abs().max().Value();
        Assert.That(actual.dtype, Is.EqualTo(ScalarType.Float32));
        Assert.That(error, Is.InRange(least, most));
    }

    private static Tensor Direct(Tensor input, Tensor weight, Tensor bias)
    {
        var kernel = weight.shape[2];
        var (before, after) = ((kernel - 1) / 2, kernel / 2);
        return nn.functional.conv2d(nn.functional.pad(input, (before, after, before, after)), weight, bias);
    }
}
