using NUnit.Framework;

namespace Vhe.Networks.Tests;

public class ImageShapeTests
{
    [Test]
    public void Length_is_the_product_of_the_numbers()
    {
        Assert.That(new ImageShape(3, 28, 20).Length, Is.EqualTo(1680));
        Assert.That(new ImageShape(ImageShape.MaxChannels, ImageShape.MaxSide, ImageShape.MaxSide).Length, Is.EqualTo(1 << 30));
        Assert.That(new ImageShape(3, 28, 20).ToString(), Is.EqualTo("3x28x20"));
    }

    [TestCase(0, 1, 1, "channels")]
    [TestCase(1, -1, 1, "height")]
    [TestCase(1, 1, 8193, "width")]
    public void A_number_out_of_its_range_is_named(int channels, int height, int width, string name)
    {
        Assert.That(
            () => new ImageShape(channels, height, width),
            Throws.TypeOf<ArgumentOutOfRangeException>().With.Property("ParamName").EqualTo(name));
    }
}
