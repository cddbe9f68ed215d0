using Vhe.MLNet.Images;

namespace Vhe.MLNet.Tests.Images;

internal sealed class AreaResizerTests
{
    [FsCheck.NUnit.Property]
    public void The_mean_of_the_ink_is_the_same_at_every_size(int seed)
    {
        var random = new Random(seed);
        var (height, width) = (random.Next(1, 40), random.Next(1, 40));
        var (targetHeight, targetWidth) = (random.Next(1, 40), random.Next(1, 40));
        var source = RandomInk(random, height * width);

        var target = AreaResizer.Resize(source, height, width, new InkWindow(0, 0, width, height), targetHeight, targetWidth);

        Assert.That(target.Average(), Is.EqualTo(source.Average()).Within(1e-5));
    }

    [FsCheck.NUnit.Property]
    public void With_the_aspect_kept_the_sum_of_the_ink_scales_with_the_area(int seed)
    {
        var random = new Random(seed);
        var (height, width, side) = (random.Next(1, 40), random.Next(1, 40), random.Next(1, 40));
        var source = RandomInk(random, height * width);
        var scale = (double)Math.Max(height, width) / side;

        var target = AreaResizer.Resize(
            source, height, width, new InkWindow(0, 0, width, height).WithAspect(side, side), side, side);

        Assert.That(target.Sum() * scale * scale, Is.EqualTo(source.Sum()).Within(1e-3));
    }

    [Test]
    public void The_same_size_is_the_same_image()
    {
        var source = RandomInk(new Random(1), 35);

        Assert.That(AreaResizer.Resize(source, 5, 7, new InkWindow(0, 0, 7, 5), 5, 7), Is.EqualTo(source));
    }

    [Test]
    public void Three_pixels_become_two_by_the_share_that_each_covers()
    {
        float[] source = [0.9f, 0.3f, 0.6f];

        var target = AreaResizer.Resize(source, 1, 3, new InkWindow(0, 0, 3, 1), 1, 2);

        Assert.That(target, Is.EqualTo(new[] { (0.9f + 0.15f) / 1.5f, (0.15f + 0.6f) / 1.5f }).Within(1e-6));
    }

    [Test]
    public void Beyond_the_image_is_paper()
    {
        float[] source = [1, 1, 1, 1];

        var target = AreaResizer.Resize(source, 2, 2, new InkWindow(-1, -1, 4, 4), 4, 4);

        Assert.That(target, Is.EqualTo(new float[] { 0, 0, 0, 0, 0, 1, 1, 0, 0, 1, 1, 0, 0, 0, 0, 0 }));
    }

    private static float[] RandomInk(Random random, int length)
        => [.. Enumerable.Range(0, length).Select(_ => random.NextSingle())];
}
