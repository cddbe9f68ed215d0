namespace Vhe.Networks.Tests.Data;

public class GroupedImagesTests
{
    private static readonly ImageShape Shape = new(1, 1, 2);

    [Test]
    public void Keeps_classes_in_their_order_and_counts_images()
    {
        var images = new GroupedImages(Shape, [Class("b", [0f, 1f], [1f, 1f]), Class("a", [0.5f, 0f])]);

        Assert.That(images.Classes.Select(item => item.Name), Is.EqualTo(["b", "a"]));
        Assert.That(images.ImageCount, Is.EqualTo(3));
        Assert.That(images.Shape, Is.EqualTo(Shape));
    }

    [Test]
    public void A_list_that_grows_later_brings_in_nothing_unchecked()
    {
        var list = new List<float[]> { new[] { 0f, 1f } };
        var images = new GroupedImages(Shape, [new ImageClass("a", list)]);

        list.Add([7f]);

        Assert.That(images.Classes[0].Images, Has.Count.EqualTo(1));
    }

    [Test]
    public void A_name_with_half_of_a_surrogate_pair_is_refused()
    {
        // Not test cases: attributes cannot hold such a text.
        foreach (var name in new[] { "half\ud800", "\udc00half" })
        {
            Assert.That(
                () => new GroupedImages(Shape, [Class("whole \ud83d\ude00", [0f, 1f]), Class(name, [0f, 1f])]),
                Throws.ArgumentException.With.Message.Contains("class 1").And.Message.Contains(name));
            Assert.That(ClassNameComparer.Instance.Equals(name, name.ToUpperInvariant()), Is.True);
        }
    }

    [TestCase(float.NaN)]
    [TestCase(float.PositiveInfinity)]
    [TestCase(-0.01f)]
    [TestCase(1.01f)]
    public void A_value_outside_0_to_1_is_refused_with_class_and_index(float value)
    {
        Assert.That(
            () => new GroupedImages(Shape, [Class("stamp", [0f, 1f], [0f, value])]),
            Throws.ArgumentException.With.Message.Contains("Image 1 of class 'stamp'").And.Message.Contains("position 1"));
    }

    [Test]
    public void An_image_of_another_length_is_refused_with_class_and_index()
    {
        AssertRefused(Shape, [Class("stamp", [0f, 1f], [0f])], "Image 1 of class 'stamp' has 1 values; an image of 1x1x2");
        AssertRefused(Shape, [Class("stamp", [null!])], "Image 0 of class 'stamp' is null");
    }

    [Test]
    public void Nothing_to_learn_from_is_refused()
    {
        AssertRefused(Shape, [], "no classes");
        AssertRefused(Shape, [Class("a")], "'a' has no images");
        AssertRefused(Shape, [Class(" ", [0f, 1f])], "no name");
        AssertRefused(Shape, [null!], "Class 0 is null");
        AssertRefused(default, [Class("a", [0f, 1f])], "shape");
    }

    [TestCase("stamp", "stamp")]
    [TestCase("stamp", "Stamp")]
    [TestCase("\u00e9t\u00e9", "e\u0301te\u0301", Description = "composed and decomposed")]
    [TestCase("\u00e9t\u00e9", "E\u0301t\u00c9", Description = "both at once")]
    public void Names_that_differ_only_in_case_or_normal_form_are_refused_and_both_are_named(string first, string second)
    {
        Assert.That(
            () => new GroupedImages(Shape, [Class(first, [0f, 1f]), Class("other", [0f, 1f]), Class(second, [0f, 1f])]),
            Throws.ArgumentException.With.Message.Contains($"'{first}'").And.Message.Contains($"'{second}'"));
    }

    [TestCase("e", "\u00e9")]
    [TestCase("\u0131", "i")]
    [TestCase("a b", "ab")]
    public void Names_that_differ_otherwise_are_two_classes(string first, string second)
    {
        var images = new GroupedImages(Shape, [Class(first, [0f, 1f]), Class(second, [0f, 1f])]);

        Assert.That(images.Classes, Has.Count.EqualTo(2));
    }

    private static void AssertRefused(ImageShape shape, ImageClass[] classes, string messagePart)
    {
        Assert.That(() => new GroupedImages(shape, classes), Throws.ArgumentException.With.Message.Contains(messagePart));
    }

    private static ImageClass Class(string name, params float[][] images) => new(name, images);
}
