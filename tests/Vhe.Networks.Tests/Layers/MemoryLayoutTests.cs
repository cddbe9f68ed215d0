namespace Vhe.Networks.Tests.Layers;

public class MemoryLayoutTests : TensorFixture
{
    [TestCase(4, 3, 3)]
    [TestCase(4, 3, 1)]
    [TestCase(4, 1, 3)]
    [TestCase(1, 1, 1)]
    public void A_kernel_that_is_a_part_of_a_larger_tensor_keeps_its_numbers_and_its_gradients(long output, long input, long size)
    {
        var length = output * input * size * size;
        var flat = NumberTensor.Range(length + 32, float32).requires_grad_();
        var kernel = flat.narrow(0, 16, length).view(output, input, size, size);

        var last = Convolution.ChannelsLast(kernel);
        Assert.That(last.Values(), Is.EqualTo(kernel.Values()));
        Assert.That(last.stride(), Is.EqualTo(new[] { size * size * input, 1, size * input, input }));

        (last * last).sum().backward();
        var expected = Enumerable.Range(0, (int)length + 32).Select(i => i < 16 || i >= 16 + length ? 0f : 2 * i);
        Assert.That(flat.grad!.Values(), Is.EqualTo(expected));
    }
}
