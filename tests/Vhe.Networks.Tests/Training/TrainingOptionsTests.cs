namespace Vhe.Networks.Tests.Training;

public class TrainingOptionsTests
{
    private static readonly TestCaseData[] Refused =
    [
        Bad(o => o with { Steps = 0 }, nameof(TrainingOptions.Steps)),
        Bad(o => o with { Steps = -1 }, nameof(TrainingOptions.Steps)),
        Bad(o => o with { Budget = TimeSpan.Zero }, nameof(TrainingOptions.Budget)),
        Bad(o => o with { LearningRate = 0 }, nameof(TrainingOptions.LearningRate)),
        Bad(o => o with { LearningRate = double.NaN }, nameof(TrainingOptions.LearningRate)),
        Bad(o => o with { LearningRateWarmUpSteps = -1 }, nameof(TrainingOptions.LearningRateWarmUpSteps)),
        Bad(o => o with { FinalLearningRate = 1.5 }, nameof(TrainingOptions.FinalLearningRate)),
        Bad(o => o with { KlWarmUp = -0.1 }, nameof(TrainingOptions.KlWarmUp)),
        Bad(o => o with { DiscriminativeWeight = -1 }, nameof(TrainingOptions.DiscriminativeWeight)),
        Bad(o => o with { HardNegatives = 0 }, nameof(TrainingOptions.HardNegatives)),
        Bad(o => o with { GradientClip = 0 }, nameof(TrainingOptions.GradientClip)),
        Bad(o => o with { ProgressInterval = TimeSpan.FromSeconds(-1) }, nameof(TrainingOptions.ProgressInterval)),
        Bad(o => o with { CheckpointInterval = TimeSpan.FromSeconds(-1) }, nameof(TrainingOptions.CheckpointInterval)),
        Bad(o => o with { Sampling = new SamplingOptions { MinSupport = 0 } }, nameof(SamplingOptions.MinSupport)),
    ];

    [TestCaseSource(nameof(Refused))]
    public void An_option_out_of_its_range_is_named_before_training_starts(TrainingOptions options, string name)
    {
        using var model = TinyNetwork.Model();

        Assert.That(
            () => new VheTrainer(options).Train(model, ToyGlyphs.Training),
            Throws.TypeOf<ArgumentOutOfRangeException>().With.Property("ParamName").EqualTo(name)
                .And.Message.Contains($"{name} must be"));
    }

    [Test]
    public void Training_without_an_end_and_resuming_without_a_path_are_refused()
    {
        using var model = TinyNetwork.Model();

        Assert.That(
            () => new VheTrainer(new TrainingOptions()).Train(model, ToyGlyphs.Training),
            Throws.InvalidOperationException.With.Message.Contains("Budget").And.Message.Contains("Steps"));
        Assert.That(
            () => new VheTrainer(new TrainingOptions { Steps = 1, Resume = true }).Train(model, ToyGlyphs.Training),
            Throws.InvalidOperationException.With.Message.Contains("CheckpointPath"));
    }

    [Test]
    public void Measured_choices_for_both_presets_need_only_a_budget()
    {
        foreach (var preset in new[] { PixelCnnVheOptions.Tiny, PixelCnnVheOptions.Paper })
        {
            foreach (var options in new[] { TrainingOptions.For(preset), TrainingOptions.ForRefining(preset) })
            {
                Assert.That(options.Validate, Throws.InvalidOperationException);
                Assert.That((options with { Steps = 1 }).Validate, Throws.Nothing);
            }
        }
    }

    private static TestCaseData Bad(Func<TrainingOptions, TrainingOptions> change, string name)
        => new TestCaseData(change(new TrainingOptions { Steps = 1 }), name).SetArgDisplayNames(name);
}
