namespace Vhe.Networks.Tests.Memory;

/// <summary>What the library does beside forced collections is what it does without: nothing that libtorch still reads is freed.
/// A number that nobody holds makes these fail with "Unknown scalar type", "Expected false to be true", or other numbers.</summary>
[NonParallelizable]
public class BesideCollectionsTests
{
    private static readonly TrainingOptions Training = new()
    {
        Steps = 60,
        LearningRate = 1e-2,
        LearningRateWarmUpSteps = 5,
        Sampling = Quick.Binary,
        Seed = 3,
        ProgressInterval = TimeSpan.Zero,
    };

    [Test]
    public void Training_goes_as_ever() => Collections.CheckBeside(() =>
    {
        using var model = TinyNetwork.Model();
        return Bounds(new VheTrainer(Training).Train(model, ToyGlyphs.Training));
    });

    [Test]
    public void Generation_draws_the_same_images() => Collections.CheckBeside(() =>
        [.. ImageGenerator.Generate(TrainedToy.Model, ToyGlyphs.New.Classes[3].Images, count: 5, seed: 1).SelectMany(image => image)]);

    [TestCase(ClassificationRule.PointEstimate)]
    [TestCase(ClassificationRule.ImportanceSampled)]
    [TestCase(ClassificationRule.Bidirectional)]
    public void Classification_gives_the_same_likelihoods(ClassificationRule rule)
    {
        var queries = ToyGlyphs.New.Classes.Select(item => item.Images[5]).ToArray();
        var options = new ClassificationOptions { Rule = rule, ClassSamples = 3, TransformSamples = 2, ShortList = 2 };
        Collections.CheckBeside(() =>
        {
            using var classifier = new FewShotClassifier(TrainedToy.Model, ToyGlyphs.New, options);
            return [.. classifier.LogLikelihoods(queries).SelectMany(values => values)];
        });
    }

    [Test]
    public void Loading_gives_the_same_model()
    {
        var bytes = TrainedToy.Model.ToBytes();
        var images = ToyGlyphs.New.Classes[2].Images;
        Collections.CheckBeside(() =>
        {
            using var model = VheModel.FromBytes(bytes);
            return model.Embed(images);
        });
    }

    private static float[] Bounds(TrainingResult result) => [.. result.History.Select(step => (float)step.Elbo)];
}
