using Vhe.Networks.Evaluation;

namespace Vhe.Networks.Tests.Evaluation;

public class BinarizationEntropyTests
{
    [Test]
    public void Binary_images_have_none()
        => Assert.That(BinarizationEntropy.Of([0, 1, 1, 0, 1]), Is.Zero);

    [Test]
    public void Half_gray_has_log_2_a_pixel()
        => Assert.That(
            BinarizationEntropy.Of([.. Enumerable.Repeat(0.5f, 784)]), Is.EqualTo(784 * Math.Log(2)).Within(1e-9));

    [FsCheck.NUnit.Property]
    public void It_is_the_mean_surprise_over_all_binarizations(int seed)
    {
        var random = new Random(seed);
        var gray = Enumerable.Range(0, 6).Select(_ => random.Next(4) == 0 ? random.Next(2) : random.NextSingle()).ToArray();
        var expected = 0.0;
        for (var code = 0; code < 64; code++)
        {
            var probability = gray.Select((p, i) => ((code >> i) & 1) == 1 ? p : 1 - (double)p).Aggregate((a, b) => a * b);
            expected -= probability > 0 ? probability * Math.Log(probability) : 0;
        }

        Assert.That(BinarizationEntropy.Of(gray), Is.EqualTo(expected).Within(1e-9));
    }

    [Test]
    public void The_mean_is_over_images()
        => Assert.That(BinarizationEntropy.Mean([[0.5f, 1], [0, 1], [0.5f, 0.5f]]), Is.EqualTo(Math.Log(2)).Within(1e-9));

    [TestCase(1.5f)]
    [TestCase(-0.1f)]
    [TestCase(float.NaN)]
    public void A_value_that_is_no_probability_is_refused(float value)
        => Assert.That(
            () => BinarizationEntropy.Of([0, value]), Throws.ArgumentException.With.Message.Contains("position 1"));

    [Test]
    public void No_images_have_no_mean()
        => Assert.That(() => BinarizationEntropy.Mean([]), Throws.ArgumentException.With.Message.Contains("no images"));
}
