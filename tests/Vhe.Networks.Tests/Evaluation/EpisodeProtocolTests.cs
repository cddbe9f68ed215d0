using FsCheck;
using Vhe.Networks.Evaluation;

namespace Vhe.Networks.Tests.Evaluation;

public class EpisodeProtocolTests
{
    private static readonly EpisodeOptions FiveWay = new() { Ways = 5, Shots = 2, QueriesPerClass = 3, Episodes = 200, Seed = 1 };

    [Test]
    public void An_oracle_is_always_right()
    {
        var accuracy = EpisodeProtocol.Run(EpisodeProtocol.Draw(Images(30, 8), FiveWay), episode => episode.Answers.ToArray());

        Assert.That(accuracy, Is.EqualTo(new Accuracy(1, 0, 200, 200 * 15)));
    }

    [Test]
    public void A_guesser_is_right_one_time_in_n_within_the_interval()
    {
        var random = new Random(5);

        var accuracy = EpisodeProtocol.Run(
            EpisodeProtocol.Draw(Images(30, 8), FiveWay with { Episodes = 1000 }), episode => episode.Answers.Select(_ => random.Next(5)).ToArray());

        Assert.That(accuracy.Mean, Is.EqualTo(0.2).Within(accuracy.Ci95));
        // 15,000 independent guesses: the standard error is sqrt(0.2 * 0.8 / 15000).
        Assert.That(accuracy.Ci95, Is.EqualTo(1.96 * Math.Sqrt(0.16 / 15000)).Within(10).Percent);
    }

    [Test]
    public void The_place_of_a_query_does_not_tell_its_class()
    {
        var accuracy = EpisodeProtocol.Run(
            EpisodeProtocol.Draw(Images(30, 8), FiveWay with { Episodes = 1000 }), _ => [.. Enumerable.Range(0, 15).Select(index => index / 3)]);

        Assert.That(accuracy.Mean, Is.EqualTo(0.2).Within(2 * accuracy.Ci95));
    }

    [FsCheck.NUnit.Property(MaxTest = 200)]
    public bool Queries_are_never_among_the_support_and_nothing_is_drawn_twice(DoNotSize<long> seed, DoNotSize<int> number)
    {
        var episode = EpisodeProtocol.Draw(Images(9, 6), FiveWay with { Seed = seed.Item }, number.Item & int.MaxValue);

        var support = episode.Support.SelectMany(item => item.Images).ToList();
        return episode.Support.Count == 5
            && episode.Support.All(item => item.Images.Count == 2)
            && episode.Support.Select(item => item.Name).Distinct(StringComparer.Ordinal).Count() == 5
            && episode.Queries.Count == 15
            && support.Concat(episode.Queries).Distinct(ReferenceEqualityComparer.Instance).Count() == 25
            && episode.Answers.Select(answer => ClassOf(episode.Support[answer].Images[0]))
                .SequenceEqual(episode.Queries.Select(ClassOf));
    }

    [Test]
    public void Within_groups_every_episode_is_of_one_group_and_every_large_group_has_its_turn()
    {
        var images = new GroupedImages(Images(30, 8).Shape, Images(30, 8).Classes.Select((item, index) => item with
        {
            Group = index < 4 ? "small" : index < 12 ? "first" : "second",
        }));
        var options = FiveWay with { WithinGroups = true };

        var groups = Enumerable.Range(0, 200)
            .Select(number => EpisodeProtocol.Draw(images, options, number).Support.Select(item => item.Group).Distinct(StringComparer.Ordinal).Single())
            .ToList();

        Assert.That(groups.Distinct(StringComparer.Ordinal), Is.EquivalentTo(["first", "second"]));
        // Groups are drawn evenly, whatever their sizes: 200 draws have a standard deviation of 7.
        Assert.That(groups.Count(group => group == "first"), Is.EqualTo(100).Within(28));
    }

    [Test]
    public void Within_groups_that_are_all_too_small_there_are_no_episodes()
    {
        var images = new GroupedImages(
            Images(30, 8).Shape, Images(30, 8).Classes.Select((item, index) => item with { Group = $"{index / 4}" }));

        Assert.That(
            () => EpisodeProtocol.Draw(images, FiveWay with { WithinGroups = true }, 0),
            Throws.ArgumentException.With.Message.Contains("a group of 5 classes"));
    }

    [Test]
    public void One_seed_gives_the_same_episodes_and_another_seed_others()
    {
        var first = Drawn(Images(30, 8), FiveWay);
        var again = Drawn(Images(30, 8), FiveWay);
        var other = Drawn(Images(30, 8), FiveWay with { Seed = 2 });

        Assert.That(again, Is.EqualTo(first));
        Assert.That(first.Concat(other), Is.Unique);
    }

    [Test]
    public void What_runs_is_what_Draw_draws()
    {
        var images = Images(30, 8);
        var seen = new List<string>();

        EpisodeProtocol.Run(EpisodeProtocol.Draw(images, FiveWay with { Episodes = 20 }), episode =>
        {
            seen.Add(Signature(episode));
            return episode.Answers;
        });

        Assert.That(seen, Is.EqualTo(Drawn(images, FiveWay)));
    }

    [Test]
    public void Every_class_and_every_image_is_drawn_about_equally_often()
    {
        var images = Images(10, 5);
        var queries = Enumerable.Range(0, 2000).SelectMany(number => EpisodeProtocol.Draw(images, FiveWay, number).Queries);

        // 50 images, 30,000 queries: 600 each, with a standard deviation below 25.
        Assert.That(queries.CountBy(image => image[0] * 100 + image[1]).Select(pair => pair.Value), Is.All.InRange(475, 725));
    }

    [Test]
    public void Progress_counts_up_and_canceling_stops()
    {
        var reports = new List<int>();
        using var source = new CancellationTokenSource();
        var progress = new Immediate<int>(done =>
        {
            reports.Add(done);
            if (done == 3)
                source.Cancel();
        });

        Assert.That(
            () => EpisodeProtocol.Run(EpisodeProtocol.Draw(Images(30, 8), FiveWay), episode => episode.Answers, progress, source.Token),
            Throws.InstanceOf<OperationCanceledException>());
        Assert.That(reports, Is.EqualTo([1, 2, 3]));
    }

    [Test]
    public void Options_out_of_range_are_named()
    {
        AssertRefused(FiveWay with { Ways = 1 }, "Ways must be", "not 1");
        AssertRefused(FiveWay with { Shots = 0 }, "Shots must be", "not 0");
        AssertRefused(FiveWay with { QueriesPerClass = 0 }, "QueriesPerClass must be", "not 0");
        AssertRefused(FiveWay with { Episodes = 1 }, "Episodes must be", "not 1");
        AssertRefused(FiveWay with { Ways = 31 }, "there are 30");
        AssertRefused(FiveWay with { Shots = 6 }, "'class 0' has 8 images", "need 9");
        AssertRefused(FiveWay with { Shots = int.MaxValue }, "'class 0'");
    }

    [Test]
    public void Answers_that_are_none_are_refused()
    {
        Assert.That(
            () => EpisodeProtocol.Run(EpisodeProtocol.Draw(Images(30, 8), FiveWay), _ => [0]),
            Throws.InvalidOperationException.With.Message.Contains("1 answers to 15 queries"));
        Assert.That(
            () => EpisodeProtocol.Run(EpisodeProtocol.Draw(Images(30, 8), FiveWay), episode => episode.Answers.Select(_ => 5).ToArray()),
            Throws.InvalidOperationException.With.Message.Contains("answer 5"));
    }

    private static void AssertRefused(EpisodeOptions options, params string[] parts)
    {
        var error = Assert.Catch<ArgumentException>(
            () => EpisodeProtocol.Run(EpisodeProtocol.Draw(Images(30, 8), options), episode => episode.Answers));
        foreach (var part in parts)
            Assert.That(error!.Message, Does.Contain(part));
    }

    private static List<string> Drawn(GroupedImages images, EpisodeOptions options)
        => [.. Enumerable.Range(0, 20).Select(number => Signature(EpisodeProtocol.Draw(images, options, number)))];

    private static string Signature(Episode episode)
        => string.Join(
            ';',
            episode.Support.SelectMany(item => item.Images).Concat(episode.Queries).Select(image => $"{image[0]},{image[1]}"));

    private static float ClassOf(float[] image) => image[0];

    // An image says which class and which member it is.
    private static GroupedImages Images(int classes, int members) => new(
        new ImageShape(1, 1, 2),
        Enumerable.Range(0, classes).Select(index => new ImageClass(
            $"class {index}", [.. Enumerable.Range(0, members).Select(member => new[] { index / 100f, member / 100f })])));
}
