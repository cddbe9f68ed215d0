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

    [Test]
    public void Bits_per_pixel_are_nats_over_log_2_and_the_pixels()
    {
        Assert.That(new ImageShape(1, 28, 28).BitsPerPixel(784 * Math.Log(2)), Is.EqualTo(1).Within(1e-12));
        Assert.That(new ImageShape(3, 4, 2).BitsPerPixel(-24 * Math.Log(2)), Is.EqualTo(-3).Within(1e-12), "8 pixels");
        Assert.That(() => default(ImageShape).BitsPerPixel(1), Throws.InvalidOperationException);
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
