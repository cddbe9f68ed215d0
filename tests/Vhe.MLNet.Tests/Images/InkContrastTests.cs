using Vhe.MLNet.Images;

namespace Vhe.MLNet.Tests.Images;

internal sealed class InkContrastTests
{
    [Test]
    public void Ink_becomes_as_dark_on_average_as_asked_and_the_rest_in_proportion()
        => Assert.That(Apply([0, 0.1f, 0.3f, 0.5f], 0.8), Is.EqualTo(new[] { 0, 0.2f, 0.6f, 1 }).Within(1e-6));

    [Test]
    public void More_than_full_ink_is_full_ink()
        => Assert.That(Apply([0, 0.1f, 0.4f, 0.5f], 1.8), Is.EqualTo(new[] { 0, 0.4f, 1, 1 }).Within(1e-6));

    [Test]
    public void One_value_alone_stays_as_it_is()
        => Assert.That(Apply([0.3f, 0.3f, 0.3f], 2), Is.EqualTo(new[] { 0.3f, 0.3f, 0.3f }));

    [TestCase(0.01)]
    [TestCase(0.06)]
    [TestCase(0.4)]
    public void Ink_on_gray_paper_comes_out_as_on_white(double paper)
    {
        var white = Drawings.Draw(0, 0);
        var gray = Array.ConvertAll(white, value => (float)(paper + ((1 - paper) * value)));

        Assert.That(Apply(gray, 3.2), Is.EqualTo(Apply([.. white], 3.2)).Within(1e-5));
    }

    [FsCheck.NUnit.Property]
    public void The_noise_of_paper_is_paper(int seed)
    {
        var random = new Random(seed);
        var noisy = Enumerable.Range(0, 400).Select(i => i < 40 ? 0.9f : 0.1f + (0.1f * random.NextSingle())).ToArray();

        var result = Apply(noisy, 3.2);

        Assert.That(result[..40], Is.All.EqualTo(1f));
        Assert.That(result[40..].Sum(), Is.LessThan(20), "of 360 pixels, 54 when they are only lowered to the lightest");
    }

    [Test]
    public void Where_most_is_ink_the_lightest_is_paper()
        => Assert.That(Apply([0.1f, 0.5f, 0.5f, 0.5f, 0.1f, 0.3f], 1), Is.EqualTo(new[] { 0, 8 / 7f, 8 / 7f, 8 / 7f, 0, 4 / 7f }
            .Select(value => Math.Min(1, value))).Within(1e-5));

    [FsCheck.NUnit.Property]
    public void Faint_and_bold_drawings_of_the_same_come_out_alike(int seed)
    {
        var random = new Random(seed);
        var bold = Enumerable.Range(0, 50).Select(_ => random.Next(3) == 0 ? random.NextSingle() : 0).Append(1f).ToArray();
        var faint = Array.ConvertAll(bold, value => value * 0.2f);

        Assert.That(Apply(faint, 1.6), Is.EqualTo(Apply(bold, 1.6)).Within(1e-5));
    }

    [FsCheck.NUnit.Property]
    public void On_white_paper_nothing_becomes_lighter_from_one_on_and_the_order_stays(int seed)
    {
        var random = new Random(seed);
        var image = Enumerable.Range(0, 50).Select(i => i % 3 == 0 ? random.NextSingle() : 0).ToArray();

        var result = Apply([.. image], 1 + random.NextDouble());

        Assert.That(result.Zip(image, (after, before) => after - before), Is.All.GreaterThanOrEqualTo(0f));
        Assert.That(result, Is.All.InRange(0f, 1f));
        Assert.That(image.Order().Select(value => result[Array.IndexOf(image, value)]), Is.Ordered);
    }

    private static float[] Apply(float[] image, double contrast)
    {
        InkContrast.Apply(image, contrast);
        return image;
    }
}
