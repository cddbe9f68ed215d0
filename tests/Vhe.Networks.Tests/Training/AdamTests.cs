using NUnit.Framework;
using TorchSharp.Modules;
using Vhe.Networks.Tests.TestData;
using Vhe.Networks.Training;
using static TorchSharp.torch;
using Adam = Vhe.Networks.Training.Adam;

namespace Vhe.Networks.Tests.Training;

public class AdamTests : TensorFixture
{
    // The gradient of sum(x^3) at x is 3 x^2.
    private static void Step(Adam optimizer, double rate, params Parameter[] parameters)
    {
        using var scope = NewDisposeScope();
        optimizer.ZeroGradients();
        foreach (var parameter in parameters)
        {
            (parameter * parameter * parameter).sum().backward();
        }

        optimizer.Step(rate);
    }

    [Test]
    public void The_first_steps_follow_the_formula()
    {
        const double Rate = 0.05, Beta1 = 0.9, Beta2 = 0.999, Epsilon = 1e-8;
        double[] expected = [1, -2, 0.5], mean = new double[3], square = new double[3];
        using var x = new Parameter(tensor(expected.Select(value => (float)value).ToArray()));
        using var optimizer = new Adam([("x", x)]);
        for (var step = 1; step <= 6; step++)
        {
            Step(optimizer, Rate, x);
            for (var i = 0; i < 3; i++)
            {
                var gradient = 3 * expected[i] * expected[i];
                mean[i] = (Beta1 * mean[i]) + ((1 - Beta1) * gradient);
                square[i] = (Beta2 * square[i]) + ((1 - Beta2) * gradient * gradient);
                var corrected = Math.Sqrt(square[i] / (1 - Math.Pow(Beta2, step)));
                expected[i] -= Rate * mean[i] / (1 - Math.Pow(Beta1, step)) / (corrected + Epsilon);
            }

            Assert.That(x.data<float>().ToArray(), Is.EqualTo(expected).Within(1e-5));
            Assert.That(optimizer.Steps, Is.EqualTo(step));
        }
    }

    [Test]
    public void It_moves_parameters_of_all_shapes_as_TorchSharps_own_does()
    {
        long[][] shapes = [[3], [2, 5], [1], [4, 3, 3, 3], [17]];
        Parameter[] Random() => [.. shapes.Select(shape =>
            new Parameter(NumberTensor.Range(shape.Aggregate(1L, (a, b) => a * b), float32).sin().reshape(shape)))];
        var (ours, theirs) = (Random(), Random());
        using var optimizer = new Adam(ours.Select((parameter, i) => ($"{i}", parameter)));
#pragma warning disable RS0030 // What it is compared with.
        using var other = optim.Adam(theirs, 0.01);
#pragma warning restore RS0030

        for (var step = 0; step < 20; step++)
        {
            Step(optimizer, 0.01, ours);
            other.zero_grad();
            foreach (var parameter in theirs)
            {
                (parameter * parameter * parameter).sum().backward();
            }

            other.step();
        }

        foreach (var (mine, its) in ours.Zip(theirs))
        {
            Assert.That(mine.shape, Is.EqualTo(its.shape));
            Assert.That(mine.data<float>().ToArray(), Is.EqualTo(its.data<float>().ToArray()).Within(1e-5));
        }
    }

    [Test]
    public void A_parameter_without_a_gradient_is_left_alone()
    {
        using var x = new Parameter(ones(3));
        using var y = new Parameter(ones(5));
        using var optimizer = new Adam([("x", x), ("y", y)]);

        Step(optimizer, 0.1, x);

        Assert.That(y.data<float>().ToArray(), Is.EqualTo(new float[] { 1, 1, 1, 1, 1 }));
    }

    [FsCheck.NUnit.Property(MaxTest = 30)]
    public void Clipping_scales_all_gradients_alike_and_gives_their_norm(byte seed, byte limit)
    {
        using var x = new Parameter(rand(3, generator: new Generator(seed)).Plus(0.5));
        using var y = new Parameter(rand(2, 2, generator: new Generator(seed + 1UL)).Plus(0.5));
        using var optimizer = new Adam([("x", x), ("y", y)]);
        (x * x).sum().backward();
        (y * y).sum().backward();
        var gradients = x.grad!.data<float>().Concat(y.grad!.data<float>()).ToArray();
        var norm = Math.Sqrt(gradients.Sum(value => (double)value * value));

        Assert.That(optimizer.ClipGradients(limit / 32.0), Is.EqualTo(norm).Within(1e-4));

        var factor = Math.Min(1, limit / 32.0 / norm);
        var clipped = x.grad!.data<float>().Concat(y.grad!.data<float>()).ToArray();
        Assert.That(clipped, Is.EqualTo(gradients.Select(value => value * factor).ToArray()).Within(1e-4));
    }

    [Test]
    public void The_parameters_outlive_it()
    {
        using var x = new Parameter(tensor(new float[] { 1, 2 }));
        using (var optimizer = new Adam([("x", x)]))
        {
            Step(optimizer, 0, x);
        }

        Assert.That(x.data<float>().ToArray(), Is.EqualTo(new float[] { 1, 2 }));
    }
}
