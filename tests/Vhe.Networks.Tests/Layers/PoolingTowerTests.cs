namespace Vhe.Networks.Tests.Layers;

public class PoolingTowerTests : TensorFixture
{
    [TestCase(28, 28, 1, Description = "the paper's 15, 8, 4, 2, 1")]
    [TestCase(8, 8, 1)]
    [TestCase(29, 8, 1)]
    [TestCase(31, 33, 4)]
    [TestCase(105, 17, 4)]
    public void Five_poolings_leave_so_many_pixels(int height, int width, int pixels)
    {
        var tower = Tower(new ImageShape(1, height, width), TinyNetwork.Float32);

        var output = tower.call(Tensors.Binary(1, 2, 1, height, width));

        Assert.That(output.shape, Is.EqualTo(new long[] { 2, 4 }));
        Assert.That(tower.Output.Weight.shape, Is.EqualTo(new long[] { 4, 3 * pixels }));
    }

    [Test]
    public void It_is_five_blocks_of_convolution_pooling_ReLU_and_normalization()
    {
        var tower = Tower(new ImageShape(1, 9, 8), TinyNetwork.Float32);
        tower.eval();
        var image = Tensors.Normal(2, 2, 1, 9, 8);
        var state = tower.state_dict();

        var features = image;
        for (var i = 1; i <= 5; i++)
        {
            var padding = i == 1 ? 2 : 1;
            features = nn.functional.conv2d(
                features, state[$"convolution{i}.weight"], state[$"convolution{i}.bias"], padding: [padding, padding]);
            features = nn.functional.relu(nn.functional.max_pool2d(features, [2, 2], [2, 2], ceil_mode: true));
            features = Normalized(features, $"norm{i}");
        }

        var expected = nn.functional.linear(features.flatten(1), state["output.weight"], state["output.bias"]);

        Assert.That(tower.call(image).Values(), Is.EqualTo(expected.Values()).Within(1e-4));

        Tensor Normalized(Tensor maps, string name)
        {
            var scale = state[$"{name}.running_var"].Plus(1e-5).rsqrt() * state[$"{name}.weight"];
            var shift = state[$"{name}.bias"] - (state[$"{name}.running_mean"] * scale);
            return (maps * scale.view(1, -1, 1, 1)).Plus(shift.view(1, -1, 1, 1));
        }
    }

    [Test]
    public void In_bfloat16_the_output_is_float32_and_close()
    {
        var shape = new ImageShape(1, 12, 12);
        var exact = Tower(shape, TinyNetwork.Float32).call(Tensors.Binary(3, 8, 1, 12, 12));

        var rounded = Tower(shape, TinyNetwork.BFloat16).call(Tensors.Binary(3, 8, 1, 12, 12));

        Assert.That(rounded.dtype, Is.EqualTo(ScalarType.Float32));
        Assert.That(rounded.Values(), Is.Not.EqualTo(exact.Values()));
        Assert.That((rounded - exact).Squared().mean().sqrt().item<float>(), Is.LessThan(0.1 * exact.std().item<float>()));
    }

    private static PoolingTower Tower(ImageShape shape, Compute compute)
    {
        using var noise = TinyNetwork.Noise();
        return new PoolingTower(shape, hidden: 3, output: 4, compute, noise);
    }
}
