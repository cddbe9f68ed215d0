namespace Vhe.Networks.Tests.Training;

public class TrainingStateTests : TensorFixture
{
    private static readonly TrainingStep.Settings Settings = new(LearningRate: 0.01, KlWeight: 0.5);

    [Test]
    public void Restoring_sets_weights_statistics_and_moments_back_bit_for_bit()
    {
        using var model = TinyNetwork.Model();
        using var training = Start(model);
        Take(training, 0, 3);
        training.State.Keep();
        var before = Values(training.State);
        Take(training, 3, 6);
        Assert.That(Values(training.State), Is.Not.EqualTo(before));

        training.State.Restore();

        Assert.That(Values(training.State), Is.EqualTo(before));
        Assert.That(training.State.OptimizerSteps, Is.EqualTo(3));
    }

    [Test]
    public void After_restoring_the_run_goes_on_as_it_went()
    {
        using var model = TinyNetwork.Model();
        using var training = Start(model);
        training.State.Keep();
        Take(training, 0, 2);
        training.State.Keep();
        Take(training, 2, 5);
        var after = Values(training.State);

        training.State.Restore();
        Take(training, 2, 5);

        Assert.That(Values(training.State), Is.EqualTo(after));
        Assert.That(training.State.OptimizerSteps, Is.EqualTo(5));
    }

    private static TrainingStep Start(VheModel model)
    {
        model.Network.train();
        return Quick.Step(model);
    }

    private static void Take(TrainingStep training, long from, long to)
    {
        for (var step = from; step < to; step++)
            training.Take(step, Settings, _ => true);
    }

    private static Dictionary<string, float[]> Values(TrainingState state)
    {
        using var scope = NewDisposeScope();
        return state.Tensors.ToDictionary(item => item.Key, item => item.Value.Values(), StringComparer.Ordinal);
    }
}
