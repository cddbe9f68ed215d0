using TorchSharp.Modules;
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
            (parameter * parameter * parameter).sum().backward();

        optimizer.Step(rate);
    }

    [Test]
    public void The_first_steps_of_parameters_of_all_shapes_follow_the_formula()
    {
        const double Rate = 0.05, Beta1 = 0.9, Beta2 = 0.999, Epsilon = 1e-8;
        long[][] shapes = [[3], [2, 5], [1], [4, 3, 3, 3], [17]];
        var expected = shapes.Select(shape => Enumerable.Range(1, (int)shape.Aggregate((a, b) => a * b)).Select(i => Math.Sin(i)).ToArray())
            .ToArray();
        var (mean, square) = (expected.Select(values => new double[values.Length]).ToArray(),
            expected.Select(values => new double[values.Length]).ToArray());
        var parameters = shapes.Zip(expected, (shape, values)
            => new Parameter(tensor(values.Select(value => (float)value).ToArray()).reshape(shape))).ToArray();
        using var optimizer = new Adam(parameters.Select((parameter, i) => ($"{i}", parameter)));
        for (var step = 1; step <= 6; step++)
        {
            Step(optimizer, Rate, parameters);
            for (var p = 0; p < parameters.Length; p++)
            {
                for (var i = 0; i < expected[p].Length; i++)
                {
                    var gradient = 3 * expected[p][i] * expected[p][i];
                    mean[p][i] = (Beta1 * mean[p][i]) + ((1 - Beta1) * gradient);
                    square[p][i] = (Beta2 * square[p][i]) + ((1 - Beta2) * gradient * gradient);
                    var corrected = Math.Sqrt(square[p][i] / (1 - Math.Pow(Beta2, step)));
                    expected[p][i] -= Rate * mean[p][i] / (1 - Math.Pow(Beta1, step)) / (corrected + Epsilon);
                }

                Assert.That(parameters[p].shape, Is.EqualTo(shapes[p]));
                Assert.That(parameters[p].data<float>().ToArray(), Is.EqualTo(expected[p]).Within(1e-4));
            }

            Assert.That(optimizer.Steps, Is.EqualTo(step));
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
    public void The_parameters_outlive_it_without_their_gradients_and_move_into_another()
    {
        using var x = new Parameter(tensor(new float[] { 1, 2 }));
        float[] moved;
        using (var optimizer = new Adam([("x", x)]))
        {
            Step(optimizer, 0.1, x);
            moved = x.data<float>().ToArray();
        }

        Assert.That(x.grad is null, Is.True);
        Assert.That(x.data<float>().ToArray(), Is.EqualTo(moved).And.Not.EqualTo(new float[] { 1, 2 }));

        using var another = new Adam([("x", x)]);
        Assert.That(x.data<float>().ToArray(), Is.EqualTo(moved));
        Step(another, 0.1, x);
        Assert.That(x.data<float>().ToArray(), Is.Not.EqualTo(moved));
    }
}
