using PaperExperiments.Protocols;

namespace PaperExperiments.Tests.Protocols;

internal sealed class PredefinedRunTests
{
    private static readonly string[] Lines =
    [
        "run01/test/item01.png run01/training/class03.png",
        "run01/test/item02.png\trun01/training/class01.png  ",
        "",
        "run01/test/item03.png run01/training/class02.png",
    ];

    [Test]
    public void Lines_are_pairs_of_a_test_and_a_training_image()
    {
        var run = PredefinedRun.Parse("run01", Lines);

        Assert.That(run.Name, Is.EqualTo("run01"));
        Assert.That(run.Pairs, Is.EqualTo(new RunPair[]
        {
            new("run01/test/item01.png", "run01/training/class03.png"),
            new("run01/test/item02.png", "run01/training/class01.png"),
            new("run01/test/item03.png", "run01/training/class02.png"),
        }));
        Assert.That(run.ImagePaths.Count(), Is.EqualTo(6));
        Assert.That(run.ImagePaths, Is.Unique);
    }

    [Test]
    public void The_episode_has_a_class_for_each_example_whose_place_tells_nothing()
    {
        var run = PredefinedRun.Parse("run01", Lines);
        var asked = new List<string>();

        var episode = run.ToEpisode(path =>
        {
            asked.Add(path);
            return [path[^5] - '0', path.Contains("test", StringComparison.Ordinal) ? 1 : 0];
        });

        Assert.That(episode.Support.Select(item => (item.Name, item.Images.Single()[0])), Is.EqualTo(new[]
        {
            ("run01/training/class01.png", 1f), ("run01/training/class02.png", 2f), ("run01/training/class03.png", 3f),
        }));
        Assert.That(episode.Queries, Is.EqualTo(new float[][] { [1, 1], [2, 1], [3, 1] }));
        Assert.That(episode.Answers, Is.EqualTo(new[] { 2, 0, 1 }));
        Assert.That(asked, Is.EquivalentTo(run.ImagePaths));
    }

    [TestCase("a b|c", "line 2", "1 words")]
    [TestCase("a b|c d e", "line 2", "3 words")]
    [TestCase("a b||c b", "line 3", "'b' is named a second time, after line 1")]
    [TestCase("a b|a c", "line 2", "'a'")]
    [TestCase("a b|b c", "line 2", "'b'")]
    [TestCase("a B|c b", "line 2", "'b'")]
    [TestCase("a a|c d", "line 1", "'a'")]
    [TestCase("a b|", "1 pairs")]
    [TestCase("", "0 pairs")]
    public void A_malformed_list_is_named_with_the_line(string lines, params string[] parts)
        => Assert.That(
            Assert.Throws<InvalidDataException>(() => PredefinedRun.Parse("list.txt", lines.Split('|')))!.Message,
            Does.StartWith("list.txt").And.Contain(parts[0]).And.Contain(parts[^1]));

    [Test]
    public void An_image_that_there_is_not_is_named()
        => Assert.That(
            () => PredefinedRun.Parse("run01", Lines)
                .ToEpisode(path => path.Contains("item02", StringComparison.Ordinal) ? null : [0]),
            Throws.TypeOf<InvalidDataException>().With.Message.Contains("run01/test/item02.png"));

    [Test]
    public void A_folder_gives_its_runs_in_order()
    {
        using var folder = new TemporaryFolder();
        foreach (var name in new[] { "run10", "run02", "run01" })
            Write(folder, name, $"{name}/a.png {name}/b.png\r\n{name}/c.png {name}/d.png\r\n");

        Directory.CreateDirectory(folder.File("notes"));

        var runs = PredefinedRuns.Read(folder.File(""));

        Assert.That(runs.Select(run => run.Pairs[1].Training), Is.EqualTo(new[] { "run01/d.png", "run02/d.png", "run10/d.png" }));
    }

    [Test]
    public void What_is_missing_or_malformed_in_a_folder_is_named()
    {
        using var folder = new TemporaryFolder();

        Assert.That(() => PredefinedRuns.Read(folder.File("nowhere")), Throws.TypeOf<DirectoryNotFoundException>()
            .With.Message.Contains("nowhere"));
        Assert.That(() => PredefinedRuns.Read(folder.File("")), Throws.TypeOf<InvalidDataException>()
            .With.Message.Contains("no folders run01"));

        Write(folder, "run01", "a b\nc d\n");
        Directory.CreateDirectory(folder.File("run02"));
        Assert.That(() => PredefinedRuns.Read(folder.File("")), Throws.TypeOf<InvalidDataException>()
            .With.Message.Contains("run02").And.Message.Contains("class_labels.txt"));

        Write(folder, "run02", "a b\nc\n");
        Assert.That(() => PredefinedRuns.Read(folder.File("")), Throws.TypeOf<InvalidDataException>()
            .With.Message.Contains(Path.Combine("run02", "class_labels.txt") + ", line 2"));
    }

    private static void Write(TemporaryFolder folder, string run, string text)
    {
        Directory.CreateDirectory(folder.File(run));
        File.WriteAllText(folder.File(Path.Combine(run, PredefinedRuns.LabelFile)), text);
    }
}
