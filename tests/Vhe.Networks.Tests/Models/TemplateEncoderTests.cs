namespace Vhe.Networks.Tests.Models;

public class TemplateEncoderTests : TensorFixture
{
    [TestCase(1)]
    [TestCase(4)]
    public void One_Gaussian_for_each_group_from_any_number_of_elements(int elements)
    {
        var q = Encoder().Infer(Tensors.Binary(1, 3, elements, 1, 8, 8), []);

        Assert.That(q.Mean.shape, Is.EqualTo(new long[] { 3, 2, 8, 8 }));
        Assert.That(q.LogVariance.shape, Is.EqualTo(new long[] { 3, 2, 8, 8 }));
    }

    [Test]
    public void The_order_of_the_elements_does_not_matter()
    {
        var encoder = Encoder();
        Tensors.Randomize(encoder, seed: 2);
        var support = Tensors.Binary(3, 1, 3, 1, 8, 8);

        Assert.That(
            encoder.Infer(support.flip(1), []).Mean.Values(), Is.EqualTo(encoder.Infer(support, []).Mean.Values()).Within(1e-4));
    }

    [Test]
    public void Groups_do_not_see_each_other_in_evaluation()
    {
        var encoder = Encoder();
        Tensors.Randomize(encoder, seed: 4);
        var support = Tensors.Binary(5, 3, 2, 1, 8, 8);

        var alone = encoder.Infer(support.narrow(0, 1, 1), []);

        var together = encoder.Infer(support, []).Mean.narrow(0, 1, 1);
        Assert.That(alone.Mean.Values(), Is.EqualTo(together.Values()).Within(1e-4));
    }

    [TestCase(3)]
    [TestCase(4)]
    [TestCase(8)]
    public void At_the_start_it_is_a_convolution_of_the_mean_image(int kernel)
    {
        var encoder = Encoder(kernel);
        var support = Tensors.Binary(6, 2, 3, 1, 8, 8);
        var state = encoder.state_dict();
        var (before, after) = ((kernel - 1) / 2, kernel / 2);

        var mean = nn.functional.pad(support.mean([1]), (before, after, before, after));
        var expected = nn.functional.conv2d(mean, state["convolution.weight"], state["convolution.bias"]);

        var q = encoder.Infer(support, []);
        Assert.That(q.Mean.Values(), Is.EqualTo(expected.narrow(1, 0, 2).Values()).Within(1e-4));
        Assert.That(q.LogVariance.Values(), Is.EqualTo(expected.narrow(1, 2, 2).Values()).Within(1e-4));
        Assert.That(q.LogVariance.Values().Average(), Is.EqualTo(-1).Within(0.2));
    }

    [Test]
    public void The_log_variance_is_bounded()
    {
        var encoder = Encoder();
        Tensors.Randomize(encoder, seed: 7, deviation: 100);

        Assert.That(encoder.Infer(Tensors.Binary(8, 2, 2, 1, 8, 8), []).LogVariance.Values(), Is.All.InRange(-8f, 4f));
    }

    [Test]
    public void The_transformation_is_bounded_too_and_infers_each_element_alone()
    {
        using var noise = TinyNetwork.Noise();
        var encoder = new PoolingEncoder(TinyNetwork.Shape, hidden: 4, dimensions: 2, TinyNetwork.Float32, noise);
        encoder.eval();
        Tensors.Randomize(encoder, seed: 9, deviation: 5);
        var elements = Tensors.Binary(10, 5, 1, 1, 8, 8);

        var q = encoder.Infer(elements, []);

        Assert.That(q.Mean.shape, Is.EqualTo(new long[] { 5, 2 }));
        Assert.That(q.LogVariance.Values(), Is.All.InRange(-8f, 4f));
        var alone = encoder.Infer(elements.narrow(0, 3, 1), []).Mean.Values();
        Assert.That(alone, Is.EqualTo(q.Mean.narrow(0, 3, 1).Values()).Within(1e-2f).Percent);
    }

    private static TemplateEncoder Encoder(int kernel = 3)
    {
        using var noise = TinyNetwork.Noise();
        var encoder = new TemplateEncoder(TinyNetwork.Options with { TemplateKernel = kernel }, TinyNetwork.Float32, noise);
        encoder.eval();
        return encoder;
    }
}
