namespace Vhe.Networks.Tests.Models;

/// <summary>Gradients of the training loss against differences of the loss itself, through every network of the model.</summary>
public class BoundGradientTests : TensorFixture
{
    [TestCase("c.encoder.convolution.weight", 0.02)]
    [TestCase("c.encoder.localization.output.weight", 0.08)]
    [TestCase("c.encoder.localization.convolution5.weight", 0.08)]
    [TestCase("c.prior.past.weight", 0.02)]
    [TestCase("c.prior.output.weight", 0.02)]
    [TestCase("t.encoder.tower.output.weight", 0.08)]
    [TestCase("t.encoder.tower.norm5.weight", 0.08)]
    [TestCase("decoder.affine.weight", 0.08)]
    [TestCase("decoder.stack.convolution1.weight", 0.02)]
    [TestCase("decoder.pixelcnn.past.weight", 0.02)]
    [TestCase("decoder.pixelcnn.hidden.weight", 0.02)]
    [TestCase("decoder.pixelcnn.condition1.weight", 0.02)]
    [TestCase("decoder.pixelcnn.output.bias", 0.02)]
    public void The_gradient_of_the_loss_is_its_slope(string name, double tolerance)
    {
        using var model = TinyNetwork.Model(seed: 4);
        var parameters = Start(model);
        model.Network.train();
        var batch = TinyNetwork.Batch();
        var parameter = parameters[name];
        var gradient = autograd.grad(new[] { Loss(model, batch) }, new[] { parameter })[0];

        // Along a mixture of the gradient and a random direction, of unit length: the slope is their inner product.
        var random = Tensors.Normal(5, parameter.shape);
        var direction = (gradient / gradient.norm()).Plus(random.Times(0.3) / random.norm());
        direction /= direction.norm();
        var slope = (gradient * direction).sum().item<float>();

        // The loss has kinks, where a moved image passes from one pixel to the next: small steps meet few of them, but some, and
        // what moves the images has the wider tolerance.
        var difference = Difference(model, batch, parameter, direction, step: 0.0012);

        Assert.That(difference, Is.EqualTo(slope).Within(Math.Max(tolerance * Math.Abs(slope), 2e-3)));
        Assert.That(Math.Abs(slope), Is.GreaterThan(5e-3), "a slope that can be measured");
    }

    [Test]
    public void Every_parameter_has_a_gradient()
    {
        using var model = TinyNetwork.Model(seed: 6);
        var parameters = Start(model);
        model.Network.train();

        var gradients = autograd.grad(new[] { Loss(model, TinyNetwork.Batch()) }, parameters.Values.ToList());

        foreach (var (name, gradient) in parameters.Keys.Zip(gradients))
        {
            Assert.That(gradient.Values(), Is.All.Matches<float>(float.IsFinite), name);
            Assert.That(gradient.Values(), Has.Some.Not.Zero, name);
        }
    }

    /// <summary>The parameters by name, moved away from the starting values that are zero: behind those nothing has a gradient.
    /// </summary>
    private static Dictionary<string, Tensor> Start(VheModel model)
    {
        using var untracked = no_grad();
        var parameters = new Dictionary<string, Tensor>(StringComparer.Ordinal);
        foreach (var (name, parameter) in model.Network.named_parameters())
            parameters[name] = parameter;

        foreach (var name in new[] { "c.encoder.localization.output.weight", "decoder.affine.weight" })
            parameters[name].copy_(Tensors.Normal(7, parameters[name].shape).Times(0.1));

        return parameters;
    }

    private static double Difference(VheModel model, GroupedBatch batch, Tensor parameter, Tensor direction, double step)
    {
        using var untracked = no_grad();
        var original = parameter.detach().clone();
        parameter.copy_(original.Plus(direction.Times(step)));
        var above = Loss(model, batch).item<double>();
        parameter.copy_(original - direction.Times(step));
        var below = Loss(model, batch).item<double>();
        parameter.copy_(original);
        return (above - below) / (2 * step);
    }

    private static Tensor Loss(VheModel model, GroupedBatch batch)
    {
        using var noise = TinyNetwork.Noise(8);
        return -model.Network.Elbo(batch, Objective.Vhe, noise).Elbo().to(float64).mean();
    }
}
