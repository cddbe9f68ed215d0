namespace Vhe.Networks.Tests.Training;

public class VheTrainerTests
{
    [Test]
    public void The_bound_rises_on_a_toy_problem()
    {
        var history = TrainedToy.Result.History;

        var first = history.Take(10).Average(report => report.Elbo);
        var last = history.TakeLast(10).Average(report => report.Elbo);

        Assert.That(history, Has.Count.EqualTo(150));
        Assert.That(last, Is.GreaterThan(first + 10), "nats an image");
        Assert.That(history[^1].Kl["c"], Is.GreaterThan(1), "the template carries something");
    }

    [Test]
    public void The_same_seed_gives_the_same_weights_and_another_gives_others()
    {
        var weights = new[] { 3, 3, 4 }.Select(seed =>
        {
            using var model = TinyNetwork.Model();
            new VheTrainer(Quick.Run(6) with { Seed = seed }).Train(model, ToyGlyphs.Training);
            return TinyNetwork.Weights(model);
        }).ToArray();

        Assert.That(weights[1], Is.EqualTo(weights[0]));
        Assert.That(weights[2], Is.Not.EqualTo(weights[0]));
    }

    [Test]
    public void Reports_follow_the_run()
    {
        var told = new List<TrainingProgress>();
        using var model = TinyNetwork.Model();

        var result = new VheTrainer(Quick.Run(5) with { Progress = Quick.Tell(told.Add) }).Train(model, ToyGlyphs.Training);

        Assert.That(told, Is.EqualTo(result.History));
        Assert.That(told.Select(report => report.Step), Is.EqualTo([1L, 2, 3, 4, 5]));
        Assert.That(told.Select(report => report.Fraction), Is.EqualTo([0.2, 0.4, 0.6, 0.8, 1.0]).Within(1e-12));
        Assert.That(told.Select(report => report.KlWeight), Is.Ordered.And.All.InRange(0.01, 1));
        Assert.That(told[^1].Remaining, Is.EqualTo(TimeSpan.Zero));
        Assert.That(told.Select(report => report.Kl.Keys), Is.All.EquivalentTo(new[] { "c", "t" }));
        Assert.That(told, Is.All.Matches<TrainingProgress>(report => report.Elbo < 0 && report.Elbo <= report.Reconstruction));
        Assert.That(result.ImagesPerSecond, Is.Positive);
        Assert.That((result.Steps, result.Canceled), Is.EqualTo((5L, false)));
    }

    [Test]
    public void A_time_budget_ends_the_run()
    {
        using var model = TinyNetwork.Model();

        var result = new VheTrainer(Quick.Run(1) with { Steps = null, Budget = TimeSpan.FromMilliseconds(200) })
            .Train(model, ToyGlyphs.Training);

        Assert.That(result.Steps, Is.Positive);
        Assert.That(result.Elapsed, Is.GreaterThanOrEqualTo(TimeSpan.FromMilliseconds(200)));
        Assert.That(result.History[^1].Fraction, Is.EqualTo(1));
    }

    [TestCase("VHE")]
    [TestCase("Neural Statistician")]
    [TestCase("Resample only")]
    [TestCase("Rescale only")]
    public void Every_objective_trains(string name)
    {
        Objective[] all = [Objective.Vhe, Objective.NeuralStatistician, Objective.ResampleOnly, Objective.RescaleOnly];
        using var model = TinyNetwork.Model();
        var before = TinyNetwork.Weights(model);

        var options = Quick.Run(5) with { Objective = all.Single(objective => objective.Name == name) };
        var result = new VheTrainer(options).Train(model, ToyGlyphs.Training);

        Assert.That(result.History.Select(report => report.Elbo), Is.All.Matches<double>(double.IsFinite));
        Assert.That(TinyNetwork.Weights(model), Is.Not.EqualTo(before));
    }

    [Test]
    public void Bfloat16_trains_nearly_the_same_and_leaves_the_model_in_its_own_precision()
    {
        var bounds = new[] { Precision.Float32, Precision.BFloat16 }.Select(precision =>
        {
            using var model = TinyNetwork.Model();
            var result = new VheTrainer(Quick.Run(5) with { Precision = precision }).Train(model, ToyGlyphs.Training);
            Assert.That(model.Precision, Is.EqualTo(Precision.Float32));
            return result.History.Select(report => report.Elbo).ToArray();
        }).ToArray();

        Assert.That(bounds[1], Is.Not.EqualTo(bounds[0]));
        Assert.That(bounds[1], Is.EqualTo(bounds[0]).Within(1.0));
    }

    [Test]
    public void It_trains_with_augmentation_on_images_that_are_not_square()
    {
        var random = new Random(1);
        var shape = new ImageShape(1, 8, 11);
        var images = new GroupedImages(
            shape, Enumerable.Range(0, 3).Select(k => new ImageClass($"{k}", [Noise(), Noise(), Noise()])));
        using var model = Networks.Models.VheModel.Create(TinyNetwork.Options with { Width = 11 });

        var options = Quick.Run(4) with { Sampling = new SamplingOptions { ClassesPerBatch = 2, TargetsPerClass = 2 } };
        var result = new VheTrainer(options).Train(model, images);

        Assert.That(result.History[^1].Elbo, Is.Negative.And.GreaterThan(-200));

        float[] Noise() => [.. Enumerable.Range(0, shape.Length).Select(_ => random.NextSingle())];
    }

    [Test]
    public void It_trains_where_the_caller_has_switched_gradients_off()
    {
        using var untracked = no_grad();
        using var model = TinyNetwork.Model();

        new VheTrainer(Quick.Run(2)).Train(model, ToyGlyphs.Training);

        Assert.That(is_grad_enabled(), Is.False);
    }
}
