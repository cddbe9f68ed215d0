namespace Vhe.Networks.Tests.Inference;

public class ShortListTests
{
    [Test]
    public void It_is_the_best_in_their_order()
    {
        Assert.That(ShortList.Of([3, 9, 1, 7], 2), Is.EqualTo([1, 3]));
        Assert.That(ShortList.Of([3, 9, 1], 0), Is.EqualTo([1, 0, 2]));
        Assert.That(ShortList.Of([3, 9, 1], 8), Is.EqualTo([1, 0, 2]));
    }

    [TestCase(0, 1)]
    [TestCase(1.5, 1)]
    [TestCase(2, 2)]
    [TestCase(6, 3)]
    [TestCase(8, 3)]
    public void Those_too_far_behind_the_best_are_not_on_it(double margin, int length)
        => Assert.That(ShortList.Of([3, 9, 1, 7], 3, margin), Is.EqualTo(new[] { 1, 3, 0 }.Take(length)));

    [FsCheck.NUnit.Property]
    public bool Those_off_the_list_keep_their_order_below_all_of_it(short[] cheap, byte length, short[] better)
    {
        if (cheap.Length == 0 || better.Length < cheap.Length)
            return true;

        var scores = Array.ConvertAll(cheap, value => (float)value);
        var listed = ShortList.Of(scores, length);
        ShortList.Replace(scores, listed, Array.ConvertAll(better, value => (float)value));

        var others = Enumerable.Range(0, cheap.Length).Except(listed).ToList();
        return listed.Select((k, i) => scores[k] == better[i]).All(equal => equal)
            && others.All(k => listed.All(best => scores[k] <= scores[best]))
            && others.All(k => others.All(l => scores[k] - scores[l] == cheap[k] - cheap[l]));
    }
}
