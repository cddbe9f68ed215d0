using NUnit.Framework;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Vhe.Networks.Tests.TorchSharpContract;

public class AdamTests
{
    // The gradient of sum(x^3) at x is 3 x^2.
    private static void Step(Adam optimizer, Parameter x)
    {
        using var scope = NewDisposeScope();
        optimizer.zero_grad();
        (x * x * x).sum().backward();
        optimizer.step();
    }

    [TestCase(0.0)]
    [TestCase(0.1)]
    public void The_first_steps_follow_the_formula(double weightDecay)
    {
        const double Rate = 0.05, Beta1 = 0.8, Beta2 = 0.95, Epsilon = 1e-8;
        double[] expected = [1, -2, 0.5], mean = new double[3], square = new double[3];
        using var x = new Parameter(tensor(expected.Select(value => (float)value).ToArray()));
        using var optimizer = optim.Adam(new[] { x }, Rate, Beta1, Beta2, Epsilon, weightDecay);
        for (int step = 1; step <= 4; step++)
        {
            Step(optimizer, x);
            for (int i = 0; i < 3; i++)
            {
                double gradient = 3 * expected[i] * expected[i] + weightDecay * expected[i];
                mean[i] = Beta1 * mean[i] + (1 - Beta1) * gradient;
                square[i] = Beta2 * square[i] + (1 - Beta2) * gradient * gradient;
                double corrected = Math.Sqrt(square[i] / (1 - Math.Pow(Beta2, step)));
                expected[i] -= Rate * mean[i] / (1 - Math.Pow(Beta1, step)) / (corrected + Epsilon);
            }
            Assert.That(x.data<float>().ToArray(), Is.EqualTo(expected).Within(1e-5));
        }
    }

    [Test]
    public void A_learning_rate_set_later_holds_from_the_next_step_on()
    {
        using var x = new Parameter(ones(1));
        using var optimizer = optim.Adam(new[] { x }, 0.1);
        foreach (var group in optimizer.ParamGroups) group.LearningRate = 0;
        Step(optimizer, x);
        Assert.That(x.item<float>(), Is.EqualTo(1));
    }

    [Test]
    public void State_carries_over_to_another_optimizer()
    {
        using var x = new Parameter(tensor(new float[] { 1, -2 }));
        using var whole = optim.Adam(new[] { x }, 0.05);
        for (int i = 0; i < 6; i++) Step(whole, x);

        using var y = new Parameter(tensor(new float[] { 1, -2 }));
        using var first = optim.Adam(new[] { y }, 0.05);
        for (int i = 0; i < 3; i++) Step(first, y);
        using var second = optim.Adam(new[] { y }, 0.3);
        second.load_state_dict(first.state_dict());
        for (int i = 0; i < 3; i++) Step(second, y);
        Assert.That(y.data<float>().ToArray(), Is.EqualTo(x.data<float>().ToArray()));
    }

    [Test]
    public void State_is_the_step_and_two_running_means()
    {
        using var x = new Parameter(tensor(new float[] { 2 }));
        using var optimizer = optim.Adam(new[] { x }, 0.05, 0.9, 0.999);
        Step(optimizer, x);
        var state = (Adam.State)optimizer.state_dict().State.Single();
        Assert.That(state.step, Is.EqualTo(1));
        Assert.That(state.exp_avg.item<float>(), Is.EqualTo(0.1 * 12).Within(1e-5));
        Assert.That(state.exp_avg_sq.item<float>(), Is.EqualTo(0.001 * 144).Within(1e-5));
    }

    [Test]
    public void A_parameter_without_a_gradient_is_left_alone()
    {
        using var x = new Parameter(ones(1));
        using var y = new Parameter(ones(1));
        using var optimizer = optim.Adam(new[] { x, y }, 0.1);
        Step(optimizer, x);
        Assert.That(y.item<float>(), Is.EqualTo(1));
    }
}
