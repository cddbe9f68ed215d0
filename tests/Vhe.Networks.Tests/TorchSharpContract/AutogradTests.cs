using TorchSharp;
using TorchSharp.Modules;

namespace Vhe.Networks.Tests.TorchSharpContract;

public class AutogradTests
{
    [Test]
    public void The_gradient_of_a_convolution_equals_finite_differences()
    {
        using var scope = NewDisposeScope();
        using var generator = new Generator(1);
        var image = randn(new long[] { 2, 3, 5, 5 }, float64, generator: generator);
        var weight = randn(new long[] { 4, 3, 3, 3 }, float64, generator: generator);
        var bias = randn(new long[] { 4 }, float64, generator: generator);
        var target = randn(new long[] { 2, 4, 5, 5 }, float64, generator: generator);
        double Loss()
            => (nn.functional.conv2d(image, weight, bias, padding: new long[] { 1, 1 }) * target).tanh().sum().item<double>();

        weight.requires_grad = true;
        (nn.functional.conv2d(image, weight, bias, padding: new long[] { 1, 1 }) * target).tanh().sum().backward();
        var gradient = Gradient.Of(weight).data<double>().ToArray();

        using var mode = no_grad();
        const double Step = 1e-5;
        var accessor = weight.data<double>();
        var values = accessor.ToArray();
        double LossAt(int place, double change)
        {
            var changed = (double[])values.Clone();
            changed[place] += change;
            accessor.CopyFrom(changed);
            return Loss();
        }

        var differences = gradient.Select((_, i) => (LossAt(i, Step) - LossAt(i, -Step)) / (2 * Step)).ToArray();
        Assert.That(differences, Is.EqualTo(gradient).Within(1e-6));
    }

    [Test]
    public void Under_no_grad_nothing_is_recorded_and_the_mode_nests()
    {
        using var scope = NewDisposeScope();
        var x = ones(2);
        x.requires_grad = true;
        using (no_grad())
        {
            Assert.That(x.Times(2).requires_grad, Is.False);
            using (enable_grad()) Assert.That(x.Times(2).requires_grad, Is.True);
            Assert.That(x.Times(2).requires_grad, Is.False);
        }
        Assert.That(x.Times(2).requires_grad, Is.True);
    }

    [Test]
    public void Gradients_add_up_in_the_tensor_that_was_given_for_them()
    {
        using var scope = NewDisposeScope();
        var x = new Parameter(ones(2));
        var gradients = zeros(2);
        x.grad = gradients;
        (x * x).sum().backward();
        (x * x).sum().backward();
        Assert.That(gradients.data<float>().ToArray(), Is.EqualTo(new float[] { 4, 4 }));
    }

    [Test]
    public void A_detached_tensor_is_a_constant()
    {
        using var scope = NewDisposeScope();
        var x = new Parameter(NumberTensor.Full([1], 3.0f));
        (x * x.detach()).sum().backward();
        Assert.That(Gradient.Of(x).item<float>(), Is.EqualTo(3));
    }
}
