namespace Vhe.Networks.Tests.Training;

public class VheTrainerFailureTests
{
    [Test]
    public void Canceling_keeps_what_was_learned()
    {
        using var source = new CancellationTokenSource();
        using var model = TinyNetwork.Model();
        using var short_ = TinyNetwork.Model();

        var result = new VheTrainer(Quick.Run(10).CancelAfter(4, source)).Train(model, ToyGlyphs.Training, source.Token);

        Assert.That((result.Steps, result.Canceled), Is.EqualTo((4L, true)));
        Assert.That(TinyNetwork.Weights(model), Is.Not.EqualTo(TinyNetwork.Weights(short_)));
        Assert.That(model.Network.training, Is.False);
    }

    [Test]
    public void Canceling_throws_where_the_options_ask_for_it_after_the_checkpoint_is_written()
    {
        using var folder = new TemporaryFolder();
        using var source = new CancellationTokenSource();
        using var model = TinyNetwork.Model();
        var options = Quick.Run(10).CancelAfter(2, source) with { ThrowOnCancel = true, CheckpointPath = folder.File("run.vhe") };

        Assert.That(
            () => new VheTrainer(options).Train(model, ToyGlyphs.Training, source.Token),
            Throws.InstanceOf<OperationCanceledException>());
        Assert.That(folder.File("run.vhe"), Does.Exist);
        Assert.That(model.Network.training, Is.False);
    }

    [Test]
    public void A_run_that_is_canceled_before_it_starts_changes_nothing()
    {
        using var model = TinyNetwork.Model();
        var before = TinyNetwork.Weights(model);

        var result = new VheTrainer(Quick.Run(10)).Train(model, ToyGlyphs.Training, new CancellationToken(canceled: true));

        Assert.That((result.Steps, result.Canceled, result.History.Count), Is.EqualTo((0L, true, 0)));
        Assert.That(TinyNetwork.Weights(model), Is.EqualTo(before));
    }

    [Test]
    public void When_a_listener_throws_the_model_is_in_evaluation_mode_and_its_own_precision()
    {
        using var model = TinyNetwork.Model();
        var options = Quick.Run(3) with
        {
            Precision = Precision.BFloat16,
            Progress = Quick.Tell(_ => throw new InvalidTimeZoneException("from the listener")),
        };

        Assert.That(() => new VheTrainer(options).Train(model, ToyGlyphs.Training), Throws.TypeOf<InvalidTimeZoneException>());
        Assert.That(model.Network.modules().Select(module => module.training), Is.All.False);
        Assert.That(model.Precision, Is.EqualTo(Precision.Float32));
    }

    [Test]
    public void A_run_that_diverges_is_rolled_back_and_given_up_with_finite_weights()
    {
        using var model = TinyNetwork.Model();
        var options = Quick.Run(500) with { LearningRate = 1e18, LearningRateWarmUpSteps = 0, FinalLearningRate = 1 };

        Assert.That(
            () => new VheTrainer(options).Train(model, ToyGlyphs.Training),
            Throws.TypeOf<VheException>().With.Message.Contains("diverged").And.Message.Contains("learning rate"));
        Assert.That(TinyNetwork.Weights(model).Values.SelectMany(value => value), Is.All.Matches<float>(float.IsFinite));
        Assert.That(model.Embed([ToyGlyphs.New.Classes[0].Images[0]]), Is.All.Matches<float>(float.IsFinite));
    }

    [Test]
    public void One_bad_moment_is_rolled_back_and_training_goes_on()
    {
        using var model = TinyNetwork.Model();
        var options = Quick.Run(30) with
        {
            Progress = Quick.Tell(progress =>
            {
                if (progress.Step == 10)
                    Spoil(model);
            }),
        };

        var result = new VheTrainer(options).Train(model, ToyGlyphs.Training);

        Assert.That(result.Steps, Is.EqualTo(30));
        Assert.That(result.History[^1].RollBacks, Is.EqualTo(1));
        Assert.That(TinyNetwork.Weights(model).Values.SelectMany(value => value), Is.All.Matches<float>(float.IsFinite));
    }

    [Test]
    public void Images_that_cannot_be_trained_on_are_named()
    {
        var classes = ToyGlyphs.Training.Classes;
        AssertRefused(new GroupedImages(TinyNetwork.Shape, [classes[0]]), "only the class 'toy 0'");
        AssertRefused(
            new GroupedImages(TinyNetwork.Shape, [classes[0], classes[1] with { Images = [classes[1].Images[0]] }]),
            "'toy 1' has 1 image");
        AssertRefused(
            new GroupedImages(new ImageShape(1, 4, 4), [new ImageClass("a", [new float[16], new float[16]])]),
            "1x4x4; the model takes 1x8x8");
    }

    private static void AssertRefused(GroupedImages images, string messagePart)
    {
        using var model = TinyNetwork.Model();
        Assert.That(
            () => new VheTrainer(Quick.Run(1)).Train(model, images),
            Throws.ArgumentException.With.Message.Contains(messagePart));
        Assert.That(model.Network.training, Is.False);
    }

    private static void Spoil(VheModel model)
    {
        using var untracked = TorchSharp.torch.no_grad();
        model.Network.parameters().First().FillInPlace(float.NaN);
    }
}
