using Vhe.MLNet.Images;

namespace Vhe.MLNet.Tests.Images;

internal sealed class GlyphResizerTests
{
    private static readonly GlyphResize[] Linear = [GlyphResize.Box, GlyphResize.Triangle, GlyphResize.Bilinear];

    // Pillow 9.4: Image.fromarray(row, as float32).resize((3, 1), Image.BILINEAR).
    private static readonly float[] OfPillow = [0.53571427f, 0.5147059f, 0.21428572f];

    [FsCheck.NUnit.Property]
    public void The_mean_of_the_ink_is_the_same_at_every_size(int seed)
    {
        var random = new Random(seed);
        var (source, height, width) = RandomImage(random);
        var (targetHeight, targetWidth) = (random.Next(1, 40), random.Next(1, 40));

        var target = Resize(GlyphResize.Box, source, height, width, targetHeight, targetWidth);

        Assert.That(target.Average(), Is.EqualTo(source.Average()).Within(1e-5));
    }

    [FsCheck.NUnit.Property]
    public void With_the_aspect_kept_the_sum_of_the_ink_scales_with_the_area(int seed)
    {
        var random = new Random(seed);
        var (source, height, width) = RandomImage(random);
        var side = random.Next(1, 40);
        var scale = (double)Math.Max(height, width) / side;

        var target = Resize(
            GlyphResize.Box, source, height, width, new InkWindow(0, 0, width, height).WithAspect(side, side), side, side);

        Assert.That(target.Sum() * scale * scale, Is.EqualTo(source.Sum()).Within(1e-3));
    }

    [FsCheck.NUnit.Property]
    public void Averages_what_each_pixel_covers(int seed)
    {
        var random = new Random(seed);
        var (source, height, width) = RandomImage(random);
        var (targetHeight, targetWidth) = (random.Next(1, 40), random.Next(1, 40));

        var expected = SlowResize.Box(source, height, width, targetHeight, targetWidth);

        Assert.That(
            Resize(GlyphResize.Box, source, height, width, targetHeight, targetWidth), Is.EqualTo(expected).Within(1e-5));
        Assert.That(
            Resize(GlyphResize.Threshold, source, height, width, targetHeight, targetWidth)
                .Where((_, i) => Math.Abs(expected[i] - 0.5) > 1e-6),
            Is.EqualTo(expected.Where(value => Math.Abs(value - 0.5) > 1e-6).Select(value => value > 0.5 ? 1f : 0f)));
    }

    [FsCheck.NUnit.Property]
    public void Triangle_is_Pillows_antialiased_bilinear_resize(int seed)
    {
        var random = new Random(seed);
        var (source, height, width) = RandomImage(random);
        var (targetHeight, targetWidth) = (random.Next(1, 40), random.Next(1, 40));

        Assert.That(
            Resize(GlyphResize.Triangle, source, height, width, targetHeight, targetWidth),
            Is.EqualTo(SlowResize.Triangle(source, height, width, targetHeight, targetWidth)).Within(1e-5));
    }

    [FsCheck.NUnit.Property]
    public void Bilinear_is_PyTorchs_interpolate_without_aligned_corners(int seed)
    {
        var random = new Random(seed);
        var (source, height, width) = RandomImage(random);
        var (targetHeight, targetWidth) = (random.Next(1, 40), random.Next(1, 40));

        Assert.That(
            Resize(GlyphResize.Bilinear, source, height, width, targetHeight, targetWidth),
            Is.EqualTo(SlowResize.Bilinear(source, height, width, targetHeight, targetWidth)).Within(1e-5));
    }

    [Test]
    public void Triangle_gives_the_numbers_that_Pillow_gives()
    {
        float[] row = [0, 1, 0.5f, 0.25f, 1, 0, 0];

        Assert.That(Resize(GlyphResize.Triangle, row, 1, 7, 1, 3), Is.EqualTo(OfPillow).Within(1e-6));
        Assert.That(Resize(GlyphResize.Triangle, row, 7, 1, 3, 1), Is.EqualTo(OfPillow).Within(1e-6));
    }

    [TestCase(GlyphResize.Box)]
    [TestCase(GlyphResize.Triangle)]
    [TestCase(GlyphResize.Bilinear)]
    [TestCase(GlyphResize.Threshold)]
    public void One_value_everywhere_stays_that_value(GlyphResize resize)
    {
        var random = new Random(7);
        for (var trial = 0; trial < 50; trial++)
        {
            var (height, width) = (random.Next(1, 40), random.Next(1, 40));
            var value = resize == GlyphResize.Threshold ? random.Next(2) : random.NextSingle();
            var source = Enumerable.Repeat(value, height * width).ToArray();
            var part = new InkWindow(width * 0.2, height * 0.3, width * 0.7, height * 0.6);

            Assert.That(
                Resize(resize, source, height, width, random.Next(1, 40), random.Next(1, 40)),
                Is.All.EqualTo(value).Within(1e-6));
            Assert.That(Resize(resize, source, height, width, part, 5, 6), Is.All.EqualTo(value).Within(1e-6));
        }
    }

    [TestCaseSource(nameof(Linear))]
    public void The_same_size_is_the_same_image(GlyphResize resize)
    {
        var source = RandomInk(new Random(1), 35);

        Assert.That(Resize(resize, source, 5, 7, 5, 7), Is.EqualTo(source));
    }

    [Test]
    public void Three_pixels_become_two_by_the_share_that_each_covers()
    {
        float[] source = [0.9f, 0.3f, 0.6f];

        var target = Resize(GlyphResize.Box, source, 1, 3, 1, 2);

        Assert.That(target, Is.EqualTo(new[] { (0.9f + 0.15f) / 1.5f, (0.15f + 0.6f) / 1.5f }).Within(1e-6));
    }

    [Test]
    public void At_a_third_of_the_size_bilinear_takes_the_middle_pixel_and_the_triangle_five()
    {
        float[] source = [0, 0, 0, 0, 0.9f, 0, 0, 0, 0];

        Assert.That(Resize(GlyphResize.Bilinear, source, 1, 9, 1, 3), Is.EqualTo(new[] { 0, 0.9f, 0 }));
        Assert.That(
            Resize(GlyphResize.Triangle, source, 1, 9, 1, 3), Is.EqualTo(new[] { 0, 0.3f, 0 }).Within(1e-6),
            "weights 1/9, 2/9, 3/9, 2/9, 1/9");
        Assert.That(
            Resize(GlyphResize.Triangle, [0, 0, 0.9f, 0, 0, 0, 0, 0, 0], 1, 9, 1, 3), Is.EqualTo(new[] { 0.225f, 0.1f, 0 })
                .Within(1e-6),
            "at the end four pixels of weights 2, 3, 2, 1 share the whole");
    }

    [Test]
    public void Half_a_pixel_of_ink_is_ink_at_the_threshold_and_less_is_paper()
    {
        float[] source = [1, 0, 1, 0, 0, 1, 0, 0, 1, 1, 0, 0, 1, 0.9f, 0, 0.9f];

        Assert.That(Resize(GlyphResize.Box, source, 4, 4, 2, 2), Is.EqualTo(new[] { 0.5f, 0.25f, 0.975f, 0.225f }).Within(1e-6));
        Assert.That(Resize(GlyphResize.Threshold, source, 4, 4, 2, 2), Is.EqualTo(new[] { 1f, 0, 1, 0 }));
    }

    [TestCaseSource(nameof(Linear))]
    public void Beyond_the_image_is_paper(GlyphResize resize)
    {
        float[] source = [1, 1, 1, 1];

        var target = Resize(resize, source, 2, 2, new InkWindow(-1, -1, 4, 4), 4, 4);

        Assert.That(target, Is.EqualTo(new float[] { 0, 0, 0, 0, 0, 1, 1, 0, 0, 1, 1, 0, 0, 0, 0, 0 }));
    }

    [TestCaseSource(nameof(Linear))]
    public void Paper_in_the_window_counts_as_paper_in_the_image(GlyphResize resize)
    {
        var random = new Random(3);
        var source = RandomInk(random, 6 * 9);
        var padded = new float[14 * 15];
        for (var y = 0; y < 6; y++)
            source.AsSpan(y * 9, 9).CopyTo(padded.AsSpan(((y + 4) * 15) + 3));

        Assert.That(
            Resize(resize, source, 6, 9, new InkWindow(-3, -4, 15, 14), 5, 4),
            Is.EqualTo(Resize(resize, padded, 14, 15, 5, 4)).Within(1e-6));
    }

    [Test]
    public void A_window_that_is_far_larger_than_the_image_takes_no_memory_for_its_paper()
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        var window = new InkWindow(-8_000_000, 0, 16_000_000, 1);
        var target = Resize(GlyphResize.Triangle, [1f], 1, 1, window, 1, 4);

        Assert.That(target.Sum(), Is.EqualTo(0).Within(1e-5));
        Assert.That(GC.GetAllocatedBytesForCurrentThread() - before, Is.LessThan(100_000));
    }

    private static float[] Resize(GlyphResize resize, float[] source, int height, int width, int targetHeight, int targetWidth)
        => Resize(resize, source, height, width, new InkWindow(0, 0, width, height), targetHeight, targetWidth);

    private static float[] Resize(
        GlyphResize resize, float[] source, int height, int width, InkWindow window, int targetHeight, int targetWidth)
    {
        var resizer = new GlyphResizer(resize, height, width, window, targetHeight, targetWidth);
        for (var y = 0; y < height; y++)
            resizer.AddRow(y, source.AsSpan(y * width, width));

        return resizer.ToVector();
    }

    private static (float[] Source, int Height, int Width) RandomImage(Random random)
    {
        var (height, width) = (random.Next(1, 40), random.Next(1, 40));
        return (RandomInk(random, height * width), height, width);
    }

    private static float[] RandomInk(Random random, int length)
        => [.. Enumerable.Range(0, length).Select(_ => random.NextSingle())];
}
