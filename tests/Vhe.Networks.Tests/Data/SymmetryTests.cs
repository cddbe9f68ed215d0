namespace Vhe.Networks.Tests.Data;

public class SymmetryTests
{
    private static readonly ImageShape Square = new(2, 3, 3);
    private static readonly ImageShape Oblong = new(1, 2, 3);

    [Test]
    public void A_square_image_has_eight_and_another_has_four_all_distinct()
    {
        Assert.That(All(Square), Has.Count.EqualTo(8));
        Assert.That(All(Oblong), Has.Count.EqualTo(4));
        Assert.That(All(Square).Distinct(StringComparer.Ordinal).Count(), Is.EqualTo(8));
        Assert.That(All(Oblong).Distinct(StringComparer.Ordinal).Count(), Is.EqualTo(4));
    }

    [Test]
    public void They_form_a_group_which_one_after_another_does_not_leave([Values] bool square)
    {
        var shape = square ? Square : Oblong;
        var known = All(shape);
        for (var first = 0; first < Symmetry.Count(shape); first++)
        {
            for (var second = 0; second < Symmetry.Count(shape); second++)
            {
                var both = Symmetry.Apply(Symmetry.Apply(Image(shape), shape, first), shape, second);
                Assert.That(known, Does.Contain(Text(both)), $"{first}, then {second}");
            }
        }
    }

    [Test]
    public void The_quarter_turn_and_the_two_reflections_are_among_them()
    {
        var shape = new ImageShape(1, 2, 2);
        var all = All(shape);

        Assert.That(all[0], Is.EqualTo("0 1 2 3"));
        Assert.That(all, Does.Contain("2 0 3 1"), "a quarter turn");
        Assert.That(all, Does.Contain("1 0 3 2"), "left and right");
        Assert.That(all, Does.Contain("2 3 0 1"), "top and bottom");
    }

    [Test]
    public void Channels_stay_apart_and_keep_their_values([Range(0, 7)] int index)
    {
        var image = Image(Square);

        var result = Symmetry.Apply(image, Square, index);

        Assert.That(result[..9], Is.EquivalentTo(image[..9]));
        Assert.That(result[9..], Is.EquivalentTo(image[9..]));
        Assert.That(result[9..], Is.EqualTo(result[..9].Select(value => value + 9)), "one map for both");
        Assert.That(image, Is.EqualTo(Image(Square)), "the source is not changed");
    }

    private static float[] Image(ImageShape shape) => [.. Enumerable.Range(0, shape.Length).Select(i => (float)i)];

    private static List<string> All(ImageShape shape)
        => [.. Enumerable.Range(0, Symmetry.Count(shape)).Select(index => Text(Symmetry.Apply(Image(shape), shape, index)))];

    private static string Text(float[] image) => string.Join(' ', image);
}
