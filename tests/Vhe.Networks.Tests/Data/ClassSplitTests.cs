using FsCheck;

namespace Vhe.Networks.Tests.Data;

public class ClassSplitTests
{
    private static readonly string[] Alphabets = ["Greek", "Latin", "Tagalog"];

    [FsCheck.NUnit.Property]
    public bool The_parts_are_disjoint_of_the_sizes_asked_for_and_in_order(DoNotSize<long> seed, byte training, byte test)
    {
        var images = Images(40);
        var (first, second) = (1 + (training % 20), 1 + (test % 20));

        var split = ClassSplit.Random(images, first, second, seed.Item);

        var (a, b) = (Indices(split.Training), Indices(split.Test));
        return a.Length == first && b.Length == second && !a.Intersect(b).Any()
            && a.SequenceEqual(a.Order()) && b.SequenceEqual(b.Order())
            && split.Training.Classes.All(item => images.Classes.Any(other => other.Images[0] == item.Images[0]));
    }

    [Test]
    public void Without_a_size_the_test_has_all_the_others()
    {
        var split = ClassSplit.Random(Images(1623), trainingClasses: 1200, testClasses: null, seed: 1);

        Assert.That(split.Test.Classes, Has.Count.EqualTo(423), "section 4.2");
        Assert.That(Indices(split.Training).Concat(Indices(split.Test)).Order(), Is.EqualTo(Enumerable.Range(0, 1623)));
    }

    [Test]
    public void One_seed_gives_the_same_split_and_another_seed_another()
    {
        int[] Draw(long seed) => Indices(ClassSplit.Random(Images(40), 30, null, seed).Training);

        var (once, again) = (Draw(5), Draw(5));

        Assert.That(again, Is.EqualTo(once));
        Assert.That(Enumerable.Range(0, 20).Select(seed => string.Join(' ', Draw(seed))), Is.Unique);
    }

    [Test]
    public void Every_class_is_tested_on_about_equally_often()
    {
        var counts = Enumerable.Range(0, 2000)
            .SelectMany(seed => Indices(ClassSplit.Random(Images(20), 15, null, seed).Test))
            .CountBy(index => index).Select(pair => pair.Value);

        // 2000 draws of probability 1/4: a standard deviation of 19.
        Assert.That(counts, Has.Exactly(20).InRange(500 - 80, 500 + 80));
    }

    [TestCase(0, 5, "trainingClasses must be")]
    [TestCase(5, 0, "testClasses must be")]
    [TestCase(8, 3, "There are 10 classes; 8 to train on and 3 to test on are 11")]
    [TestCase(10, null, "There are 10 classes; 10 to train on and 1 to test on are 11")]
    [TestCase(int.MaxValue, int.MaxValue, "There are 10 classes")]
    public void Parts_that_there_are_not_are_refused(int training, int? test, string message)
        => Assert.That(
            () => ClassSplit.Random(Images(10), training, test, seed: 0),
            Throws.InstanceOf<ArgumentException>().With.Message.Contains(message));

    [Test]
    public void Whole_groups_are_held_out()
    {
        var split = ClassSplit.HoldOut(Images(9), "Tagalog", "Greek");

        Assert.That(split.Test.Classes.Select(item => item.Group), Is.EquivalentTo(
            Enumerable.Repeat("Greek", 3).Concat(Enumerable.Repeat("Tagalog", 3))));
        Assert.That(split.Training.Classes.Select(item => item.Group), Is.EqualTo(Enumerable.Repeat("Latin", 3)));
        Assert.That(Indices(split.Test), Is.EqualTo(new[] { 0, 2, 3, 5, 6, 8 }));
    }

    [Test]
    public void A_group_that_there_is_not_is_named_with_those_there_are()
        => Assert.That(
            () => ClassSplit.HoldOut(Images(9), ["Latin", "Grek", "tagalog"]),
            Throws.ArgumentException.With.Message.Contains("no group 'Grek', 'tagalog'; there are 'Greek', 'Latin', 'Tagalog'."));

    [Test]
    public void Something_is_held_out_and_something_is_left()
    {
        var none = new GroupedImages(new ImageShape(1, 1, 1), [new ImageClass("a", [[0f]]), new ImageClass("b", [[0f]])]);

        Assert.That(() => ClassSplit.HoldOut(Images(9)), Throws.ArgumentException.With.Message.Contains("No group"));
        Assert.That(
            () => ClassSplit.HoldOut(Images(9), Alphabets), Throws.ArgumentException.With.Message.Contains("none is left"));
        Assert.That(() => ClassSplit.HoldOut(none, "Greek"), Throws.ArgumentException.With.Message.Contains("have no groups"));
    }

    private static int[] Indices(GroupedImages images) => [.. images.Classes.Select(item => int.Parse(item.Name))];

    private static GroupedImages Images(int classes) => new(
        new ImageShape(1, 1, 1),
        Enumerable.Range(0, classes).Select(index => new ImageClass($"{index}", [[index / 2000f]], Alphabets[index % 3])));
}
