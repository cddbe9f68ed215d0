using NUnit.Framework;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

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
        double Loss() =>
            (nn.functional.conv2d(image, weight, bias, padding: new long[] { 1, 1 }) * target).tanh().sum().item<double>();

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
    public void Gradients_add_up_until_they_are_set_to_zero()
    {
        using var scope = NewDisposeScope();
        var x = new Parameter(ones(2));
        x.Times(3).sum().backward();
        x.Times(3).sum().backward();
        Assert.That(Gradient.Of(x).data<float>().ToArray(), Is.EqualTo(new float[] { 6, 6 }));

        Gradient.Of(x).zero_();
        Assert.That(Gradient.Of(x).data<float>().ToArray(), Is.EqualTo(new float[] { 0, 0 }));
    }

    [Test]
    public void Clipping_returns_the_norm_before_and_leaves_the_norm_asked_for()
    {
        using var scope = NewDisposeScope();
        Parameter[] parameters = [new(zeros(2)), new(zeros(1)), new(zeros(5))];
        parameters[0].sum().Times(3).Plus(parameters[1].sum().Times(4)).backward();
        double expected = Math.Sqrt(3 * 3 + 3 * 3 + 4 * 4);

        Assert.That(nn.utils.clip_grad_norm_(parameters, 100), Is.EqualTo(expected).Within(1e-5));
        Assert.That(nn.utils.clip_grad_norm_(parameters, 2), Is.EqualTo(expected).Within(1e-5));
        Assert.That(nn.utils.clip_grad_norm_(parameters, 100), Is.EqualTo(2).Within(1e-4));
        Assert.That(Gradient.Of(parameters[1]).item<float>(), Is.EqualTo(4 * 2 / expected).Within(1e-4));
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
