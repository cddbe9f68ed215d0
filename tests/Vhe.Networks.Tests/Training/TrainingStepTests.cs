namespace Vhe.Networks.Tests.Training;

public class TrainingStepTests : TensorFixture
{
    private static readonly TrainingStep.Settings Settings = new(LearningRate: 0.01, KlWeight: 0.5);

    [Test]
    public void What_a_step_measures_is_the_bound_of_its_batch()
    {
        using var model = TinyNetwork.Model();
        using var training = Start(model);

        var (result, moved) = training.Take(4, Settings, _ => true);

        // KL(c) is shared by eight drawings, KL(t) by nobody; both are means over targets; the weight of the KL plays no part.
        Assert.That(result.Elbo, Is.EqualTo(result.Reconstruction - (result.Kl[0] / 8) - result.Kl[1]).Within(1e-3));
        Assert.That(result.GradientNorm, Is.Positive);
        Assert.That(result.Images, Is.EqualTo(6));
        Assert.That(moved, Is.True);
    }

    [Test]
    public void A_refused_step_moves_no_weight()
    {
        using var model = TinyNetwork.Model();
        using var training = Start(model);
        training.Take(0, Settings, _ => true);
        var before = Parameters(model);

        var (_, moved) = training.Take(1, Settings, _ => false);

        Assert.That(moved, Is.False);
        Assert.That(Parameters(model), Is.EqualTo(before));
        Assert.That(training.State.OptimizerSteps, Is.EqualTo(1));
    }

    [TestCase(0.01)]
    [TestCase(0.001)]
    public void The_first_step_of_Adam_moves_a_weight_by_the_learning_rate(double rate)
    {
        using var model = TinyNetwork.Model();
        using var training = Start(model);
        var before = Parameters(model)["decoder.pixelcnn.output.weight"];

        training.Take(0, Settings with { LearningRate = rate }, _ => true);

        var moves = Parameters(model)["decoder.pixelcnn.output.weight"].Zip(before, (now, then) => Math.Abs(now - then));
        Assert.That(moves, Is.All.EqualTo(rate).Within(2).Percent);
    }

    [Test]
    public void Gradients_are_clipped_to_the_norm_and_measured_before()
    {
        using var model = TinyNetwork.Model();
        using var training = Start(model, Quick.Run(10) with { GradientClip = 0.5 });

        var (result, _) = training.Take(0, Settings, _ => true);

        // After one step Adam's first moment is a tenth of the gradient.
        var moments = training.State.Tensors.Where(item => item.Key.StartsWith("adam.exp_avg.", StringComparison.Ordinal));
        var norm = Math.Sqrt(moments.Sum(item => item.Value.Values().Sum(value => (double)value * value)));
        Assert.That(10 * norm, Is.EqualTo(0.5).Within(1).Percent);
        Assert.That(result.GradientNorm, Is.GreaterThan(1));
    }

    [Test]
    public void Without_the_weight_of_the_KL_the_prior_learns_nothing()
    {
        using var model = TinyNetwork.Model();
        using var training = Start(model);
        var before = Parameters(model);

        training.Take(0, Settings with { KlWeight = 0 }, _ => true);

        var after = Parameters(model);
        Assert.That(after["c.prior.output.weight"], Is.EqualTo(before["c.prior.output.weight"]));
        Assert.That(after["decoder.pixelcnn.output.weight"], Is.Not.EqualTo(before["decoder.pixelcnn.output.weight"]));
    }

    [Test]
    public void Every_step_has_a_batch_and_noise_of_its_own_and_the_same_again()
    {
        using var model = TinyNetwork.Model();
        using var training = Start(model);

        double[] inOrder = [Measure(0), Measure(1), Measure(2)];

        Assert.That(inOrder, Is.Unique);
        Assert.That(new[] { Measure(2), Measure(0), Measure(1) }, Is.EqualTo([inOrder[2], inOrder[0], inOrder[1]]));

        double Measure(long step) => training.Take(step, Settings, _ => false).Result.Elbo;
    }

    [Test]
    public void The_state_names_two_moments_for_each_parameter()
    {
        using var model = TinyNetwork.Model();
        using var training = Start(model);
        training.Take(0, Settings, _ => true);

        foreach (var (name, parameter) in model.Network.named_parameters())
        {
            Assert.That(training.State.Tensors[$"adam.exp_avg.{name}"].shape, Is.EqualTo(parameter.shape), name);
            Assert.That(training.State.Tensors[$"adam.exp_avg_sq.{name}"].Values(), Is.All.GreaterThanOrEqualTo(0f), name);
        }
    }

    private static TrainingStep Start(VheModel model, TrainingOptions? options = null)
    {
        model.Network.train();
        return Quick.Step(model, options);
    }

    private static Dictionary<string, float[]> Parameters(VheModel model)
    {
        using var scope = NewDisposeScope();
        return model.Network.named_parameters()
            .ToDictionary(item => item.name, item => item.parameter.Values(), StringComparer.Ordinal);
    }
}
