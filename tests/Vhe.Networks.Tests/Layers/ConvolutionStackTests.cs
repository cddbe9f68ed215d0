namespace Vhe.Networks.Tests.Layers;

public class ConvolutionStackTests : TensorFixture
{
    [Test]
    public void It_is_convolution_ReLU_and_normalization_layer_after_layer()
    {
        var stack = Stack();
        var input = Tensors.Normal(1, 3, 2, 6, 5);

        var features = input;
        for (var i = 1; i <= 2; i++)
        {
            var state = stack.state_dict();
            var maps = nn.functional.conv2d(
                features, state[$"convolution{i}.weight"], state[$"convolution{i}.bias"], padding: [1, 1]).relu();
            var mean = maps.mean([0, 2, 3], keepdim: true);
            features = (maps - mean) / (maps - mean).Squared().mean([0, 2, 3], keepdim: true).Plus(1e-5).sqrt();
        }

        var output = stack.call(input);

        Assert.That(output.shape, Is.EqualTo(new long[] { 3, 4, 6, 5 }));
        Assert.That(output.Values(), Is.EqualTo(features.Values()).Within(1e-4));
    }

    [Test]
    public void In_bfloat16_it_stays_close()
    {
        var stack = Stack();
        var input = Tensors.Normal(2, 3, 2, 6, 5);

        var output = stack.call(input.to(bfloat16));

        Assert.That(output.dtype, Is.EqualTo(ScalarType.BFloat16));
        Assert.That((output.to(float32) - stack.call(input)).Squared().mean().sqrt().item<float>(), Is.LessThan(0.05));
    }

    private static ConvolutionStack Stack()
    {
        using var noise = TinyNetwork.Noise();
        return new ConvolutionStack(2, 4, depth: 2, noise);
    }
}
