using Vhe.Networks.Evaluation;

namespace Vhe.Networks.Tests.Evaluation;

public class EpisodeProtocolModelTests
{
    private static readonly EpisodeOptions TwoWay = new() { Ways = 2, Shots = 1, Episodes = 3 };

    [Test]
    public void A_model_is_measured_and_measures_the_same_again()
    {
        using var model = VheModel.Create(PixelCnnVheOptions.Tiny);
        var images = Images(model.ImageShape);

        var accuracy = EpisodeProtocol.Run(EpisodeProtocol.Draw(images, TwoWay), model);

        Assert.That(accuracy.Mean, Is.InRange(0, 1));
        Assert.That(accuracy.Queries, Is.EqualTo(6));
        Assert.That(EpisodeProtocol.Run(EpisodeProtocol.Draw(images, TwoWay), model), Is.EqualTo(accuracy));
    }

    [Test]
    public void Images_of_another_shape_are_refused()
    {
        using var model = VheModel.Create(PixelCnnVheOptions.Tiny);

        Assert.That(
            () => EpisodeProtocol.Run(EpisodeProtocol.Draw(Images(new ImageShape(1, 3, 5)), TwoWay), model),
            Throws.ArgumentException.With.Message.Contains("has 15 values; an image of 1x28x28 has 784"));
    }

    private static GroupedImages Images(ImageShape shape)
    {
        var random = new Random(3);
        return new GroupedImages(
            shape,
            Enumerable.Range(0, 3).Select(index => new ImageClass($"class {index}", [Noise(), Noise()])));

        float[] Noise() => [.. Enumerable.Range(0, shape.Length).Select(_ => random.NextSingle())];
    }
}
