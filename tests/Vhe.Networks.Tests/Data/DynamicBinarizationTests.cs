namespace Vhe.Networks.Tests.Data;

public class DynamicBinarizationTests
{
    [Test]
    public void Ink_is_drawn_with_the_probability_of_the_gray_value()
    {
        float[] gray = [0, 0.1f, 0.5f, 0.9f, 1];
        var random = new Random(4);
        var drawn = Binarization.Draw(Enumerable.Repeat(gray, 20_000), random);

        for (var pixel = 0; pixel < gray.Length; pixel++)
        {
            // Four standard errors; none at 0 and 1.
            var error = 4 * Math.Sqrt(gray[pixel] * (1 - gray[pixel]) / 20_000);
            Assert.That(drawn.Average(image => image[pixel]), Is.EqualTo(gray[pixel]).Within(error + 1e-6));
        }

        Assert.That(drawn.SelectMany(image => image).Distinct(), Is.EquivalentTo(new[] { 0f, 1f }));
    }

    [Test]
    public void The_gray_image_stays_as_it_is()
    {
        float[] gray = [0.5f, 0.5f];
        Binarization.Draw(gray, new Random(1));

        Assert.That(gray, Is.EqualTo(new[] { 0.5f, 0.5f }));
    }
}
