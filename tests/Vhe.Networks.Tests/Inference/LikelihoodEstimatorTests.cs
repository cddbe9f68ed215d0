namespace Vhe.Networks.Tests.Inference;

/// <summary>Likelihoods of images under a trained model.</summary>
public class LikelihoodEstimatorTests
{
    private static readonly LikelihoodOptions Few = new() { ClassSamples = 4, ElementSamples = 3 };

    [Test]
    public void An_image_is_likelier_among_its_own_class()
    {
        var estimator = new LikelihoodEstimator(TrainedToy.Model, Few);
        var classes = ToyGlyphs.New.Classes;

        var own = classes.Average(item => estimator.LogConditional(item.Images[7], [.. item.Images.Take(5)]));
        var other = classes.Select((item, index) => estimator.LogConditional(
            item.Images[7], [.. classes[(index + 1) % classes.Count].Images.Take(5)])).Average();

        Assert.That(own, Is.GreaterThan(other));
    }

    [Test]
    public void The_marginal_is_the_joint_of_one_image()
    {
        var estimator = new LikelihoodEstimator(TrainedToy.Model, Few);
        var image = ToyGlyphs.New.Classes[0].Images[0];

        Assert.That(estimator.LogMarginal(image), Is.EqualTo(estimator.LogJoint([image])).And.LessThan(0));
    }

    [Test]
    public void The_same_seed_gives_the_same_number_and_another_another()
    {
        var image = ToyGlyphs.New.Classes[0].Images[0];

        double Value(long seed) => new LikelihoodEstimator(TrainedToy.Model, Few with { Seed = seed }).LogMarginal(image);

        var (first, second) = (Value(3), Value(3));
        Assert.That(second, Is.EqualTo(first));
        Assert.That(Value(4), Is.Not.EqualTo(first));
    }

    [Test]
    public void No_images_and_wrong_images_are_refused_by_name()
    {
        var estimator = new LikelihoodEstimator(TrainedToy.Model, Few);
        var image = ToyGlyphs.New.Classes[0].Images[0];

        Assert.That(() => estimator.LogJoint([]), Throws.ArgumentException.With.Message.Contains("'X'"));
        Assert.That(() => estimator.LogConditional(image, []), Throws.ArgumentException.With.Message.Contains("'D'"));
        Assert.That(() => estimator.LogMarginal([0.5f]), Throws.ArgumentException.With.Message.Contains("Image 0"));
    }

    [Test]
    public void Less_than_one_sample_is_refused() => Assert.That(
        () => new LikelihoodEstimator(TrainedToy.Model, new() { ElementSamples = 0 }),
        Throws.TypeOf<ArgumentOutOfRangeException>().With.Message.Contains("ElementSamples"));
}
