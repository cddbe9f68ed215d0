using NUnit.Framework;
using Vhe.Networks.Data;

namespace Vhe.Networks.Tests.Data;

public class DynamicBinarisationTests
{
    [Test]
    public void Ink_is_drawn_with_the_probability_of_the_grey_value()
    {
        float[] grey = [0, 0.1f, 0.5f, 0.9f, 1];
        var random = new Random(4);
        var drawn = DynamicBinarisation.Draw(Enumerable.Repeat(grey, 20_000), random);

        for (var pixel = 0; pixel < grey.Length; pixel++)
        {
            // Four standard errors; none at 0 and 1.
            var error = 4 * Math.Sqrt(grey[pixel] * (1 - grey[pixel]) / 20_000);
            Assert.That(drawn.Average(image => image[pixel]), Is.EqualTo(grey[pixel]).Within(error + 1e-6));
        }

        Assert.That(drawn.SelectMany(image => image).Distinct(), Is.EquivalentTo(new[] { 0f, 1f }));
    }

    [Test]
    public void The_grey_image_stays_as_it_is()
    {
        float[] grey = [0.5f, 0.5f];
        DynamicBinarisation.Draw(grey, new Random(1));

        Assert.That(grey, Is.EqualTo(new[] { 0.5f, 0.5f }));
    }
}
