using Vhe.Networks.Evaluation;

namespace Vhe.Networks.Tests.Evaluation;

public class GivenEpisodesTests
{
    private static readonly EpisodeOptions Options =
        new() { Ways = 3, Shots = 2, QueriesPerClass = 2, Episodes = 30, Seed = 4 };

    [Test]
    public void Given_episodes_are_measured_as_drawn_ones_are()
    {
        var images = Images(new ImageShape(1, 2, 2), classes: 6);
        var drawn = Enumerable.Range(0, 30).Select(number => EpisodeProtocol.Draw(images, Options, number));
        var reports = new List<int>();

        var accuracy = EpisodeProtocol.Run(drawn, PixelNearestNeighbor.Classify, new Immediate<int>(reports.Add));

        Assert.That(accuracy, Is.EqualTo(EpisodeProtocol.Run(EpisodeProtocol.Draw(images, Options), PixelNearestNeighbor.Classify)));
        Assert.That(accuracy.Mean, Is.InRange(0.2, 0.95), "noise is neither hopeless nor trivial to tell apart");
        Assert.That(reports, Is.EqualTo(Enumerable.Range(1, 30)));
    }

    [Test]
    public void The_interval_is_over_episodes()
    {
        // One of two right, two of two right: standard deviation sqrt(1/8), standard error 1/4.
        Episode[] episodes = [Task([0, 1]), Task([1, 1])];

        var accuracy = EpisodeProtocol.Run(episodes, _ => [1, 1]);

        Assert.That(accuracy, Is.EqualTo(new Accuracy(0.75, 1.96 * 0.25, 2, 4)));
    }

    [Test]
    public void A_model_is_measured_as_on_drawn_episodes()
    {
        using var model = VheModel.Create(PixelCnnVheOptions.Tiny);
        var images = Images(model.ImageShape, classes: 4);
        var options = Options with { Ways = 2, Episodes = 3 };

        var accuracy = EpisodeProtocol.Run(
            Enumerable.Range(0, 3).Select(number => EpisodeProtocol.Draw(images, options, number)), model);

        Assert.That(accuracy, Is.EqualTo(EpisodeProtocol.Run(EpisodeProtocol.Draw(images, options), model)));
    }

    [Test]
    public void Episodes_that_are_none_are_refused_before_the_first_is_run()
    {
        AssertRefused("There are 1 episodes", Task([0, 1]));
        AssertRefused("Episode 1 is null", Task([0, 1]), null!);
        AssertRefused("Episode 1 has 1 classes", Task([0, 1]), Task([0, 0]) with { Support = [new ImageClass("a", [[0f]])] });
        AssertRefused("Episode 1 has no queries", Task([0, 1]), new Episode(Task([]).Support, [], []));
        AssertRefused("Episode 0 has 2 queries and 1 answers", Task([0, 1]) with { Answers = [0] }, Task([0, 1]));
        AssertRefused("Episode 1 has an answer that is not in 0 to 1", Task([0, 1]), Task([0, 2]));
        AssertRefused("Episode 1 has an answer that is not in 0 to 1", Task([0, 1]), Task([-1, 0]));
    }

    [Test]
    public void A_model_refuses_images_of_another_shape_or_range_and_names_the_episode()
    {
        using var model = VheModel.Create(PixelCnnVheOptions.Tiny);
        var images = Images(model.ImageShape, classes: 4);
        var good = EpisodeProtocol.Draw(images, Options, 0);

        Assert.That(
            () => EpisodeProtocol.Run([good, Task([0, 1])], model),
            Throws.ArgumentException.With.Message.Contains("Episode 1: "));
        Assert.That(
            () => EpisodeProtocol.Run([good with { Queries = [[7f]], Answers = [0] }, good], model),
            Throws.ArgumentException.With.Message.Contains("Episode 0: "));
    }

    private static void AssertRefused(string message, params Episode[] episodes)
        => Assert.That(
            () => EpisodeProtocol.Run(episodes, _ => throw new AssertionException("run before all were checked")),
            Throws.ArgumentException.With.Message.Contains(message));

    private static Episode Task(int[] answers)
        => new([new ImageClass("a", [[0f]]), new ImageClass("b", [[1f]])], [.. answers.Select(_ => new[] { 0f })], answers);

    private static GroupedImages Images(ImageShape shape, int classes)
    {
        var random = new Random(3);
        return new GroupedImages(shape, Enumerable.Range(0, classes).Select(index => new ImageClass(
            $"class {index}", [.. Enumerable.Range(0, 4).Select(_ => Noise(index / 12f))])));

        float[] Noise(float least) => [.. Enumerable.Range(0, shape.Length).Select(_ => least + (random.NextSingle() / 2))];
    }
}
