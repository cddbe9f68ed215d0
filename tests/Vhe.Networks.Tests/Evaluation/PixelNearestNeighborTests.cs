using Vhe.Networks.Evaluation;

namespace Vhe.Networks.Tests.Evaluation;

public class PixelNearestNeighborTests
{
    [Test]
    public void Answers_with_the_class_of_the_nearest_support_image()
    {
        var episode = new Episode(
            [new ImageClass("far and near", [[1f, 1f], [0.1f, 0f]]), new ImageClass("between", [[0.5f, 0.4f]])],
            [[0f, 0f], [0.6f, 0.5f], [1f, 0.9f]],
            [0, 1, 0]);

        Assert.That(PixelNearestNeighbor.Classify(episode), Is.EqualTo([0, 1, 0]));
    }

    [Test]
    public void The_first_of_equally_near_classes_wins()
    {
        var episode = new Episode([new ImageClass("a", [[0f]]), new ImageClass("b", [[1f]])], [[0.5f]], [1]);

        Assert.That(PixelNearestNeighbor.Classify(episode), Is.EqualTo([0]));
    }

    [Test]
    public void Images_of_different_lengths_are_refused()
    {
        var episode = new Episode([new ImageClass("a", [[0f, 1f]])], [[0.5f]], [0]);

        Assert.That(() => PixelNearestNeighbor.Classify(episode), Throws.ArgumentException);
    }
}
