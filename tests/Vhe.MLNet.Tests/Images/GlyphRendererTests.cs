using Vhe.MLNet.Images;

namespace Vhe.MLNet.Tests.Images;

internal sealed class GlyphRendererTests
{
    private static readonly GlyphSettings Settings =
        new("Path", "Image", 8, 8, GlyphPolarity.Auto, CropToInk: false, CropMargin: 0.1, InkContrast: 0, GlyphResize.Box);

    [FsCheck.NUnit.Property]
    public void An_image_and_its_negative_give_the_same_vector(int seed)
    {
        var (pixels, height, width) = RandomGlyph(new Random(seed));
        var negative = pixels.Select((value, i) => i % 4 == 3 ? value : (byte)(255 - value)).ToArray();

        Assert.That(Render(negative, height, width, Settings), Is.EqualTo(Render(pixels, height, width, Settings)));
    }

    [FsCheck.NUnit.Property]
    public void The_order_of_colors_is_only_a_matter_of_storage(int seed)
    {
        var (bgra, height, width) = RandomGlyph(new Random(seed));
        var rgba = bgra.Chunk(4).SelectMany(pixel => new[] { pixel[2], pixel[1], pixel[0], pixel[3] }).ToArray();

        Assert.That(
            Render(rgba, height, width, Settings, "RGBA"),
            Is.EqualTo(Render(bgra, height, width, Settings)));
    }

    [FsCheck.NUnit.Property]
    public void Ink_is_always_in_range(int seed)
    {
        var random = new Random(seed);
        var (height, width) = (random.Next(1, 30), random.Next(1, 30));
        var pixels = new byte[height * width * 4];
        random.NextBytes(pixels);
        var settings = Settings with
        {
            Polarity = (GlyphPolarity)random.Next(3),
            CropToInk = random.Next(2) == 1,
            CropMargin = random.NextDouble(),
            InkContrast = random.Next(2) * 10 * random.NextDouble(),
            Resize = (GlyphResize)random.Next(4),
        };

        Assert.That(Render(pixels, height, width, settings), Has.Length.EqualTo(64).And.All.InRange(0f, 1f));
    }

    [TestCase(GlyphPolarity.DarkOnLight, 0f)]
    [TestCase(GlyphPolarity.LightOnDark, 1f)]
    public void A_white_image_is_paper_or_ink_as_the_polarity_says(GlyphPolarity polarity, float ink)
        => Assert.That(Render(Fill(4, 4, 255, 255), 4, 4, Settings with { Polarity = polarity }), Is.All.EqualTo(ink));

    [TestCase(GlyphPolarity.Auto)]
    [TestCase(GlyphPolarity.DarkOnLight)]
    [TestCase(GlyphPolarity.LightOnDark)]
    public void What_is_transparent_is_paper(GlyphPolarity polarity)
        => Assert.That(Render(Fill(4, 4, 0, 0), 4, 4, Settings with { Polarity = polarity }), Is.All.Zero);

    [TestCase(0)]
    [TestCase(255)]
    public void A_stroke_on_a_transparent_ground_is_ink_be_it_dark_or_light(byte gray)
    {
        var pixels = Fill(8, 8, 0, 0);
        Stroke(pixels, 8, 3, gray);

        var ink = Render(pixels, 8, 8, Settings);

        Assert.That(ink.Sum(), Is.EqualTo(8).Within(1e-5));
        Assert.That(ink[3], Is.EqualTo(1));
    }

    [Test]
    public void Half_transparent_black_is_half_ink()
    {
        var pixels = Fill(8, 8, 255, 255);
        for (var i = 0; i < 8; i++)
        {
            // Premultiplied: black of alpha 51 has no color left.
            pixels.AsSpan(((i * 8) + 3) * 4, 4).Clear();
            pixels[(((i * 8) + 3) * 4) + 3] = 51;
        }

        Assert.That(Render(pixels, 8, 8, Settings)[3], Is.EqualTo(51 / 255f).Within(1e-6));
    }

    [Test]
    public void Green_is_lighter_than_blue()
    {
        var pixels = Fill(8, 8, 255, 255);
        pixels.AsSpan(0, 3).Clear();
        pixels.AsSpan(4, 3).Clear();
        pixels[1] = 255;
        pixels[4] = 255;

        var ink = Render(pixels, 8, 8, Settings with { Polarity = GlyphPolarity.DarkOnLight });

        Assert.That(ink[0], Is.EqualTo(1 - 0.587f).Within(1e-5));
        Assert.That(ink[1], Is.EqualTo(1 - 0.114f).Within(1e-5));
    }

    [Test]
    public void A_wide_image_is_padded_with_paper()
    {
        var ink = Render(Fill(2, 8, 0, 255), 2, 8, Settings with { Polarity = GlyphPolarity.DarkOnLight });

        Assert.That(ink[..24], Is.All.Zero);
        Assert.That(ink[24..40], Is.All.EqualTo(1));
        Assert.That(ink[40..], Is.All.Zero);
    }

    [Test]
    public void Cropping_finds_the_same_glyph_wherever_it_stands()
    {
        var settings = Settings with { CropToInk = true };

        Assert.That(Render(Box(20, 2), 20, 20, settings), Is.EqualTo(Render(Box(20, 9), 20, 20, settings)));
        Assert.That(Render(Box(20, 2), 20, 20, settings).Max(), Is.EqualTo(1));
    }

    [Test]
    public void A_blank_image_is_not_cropped()
        => Assert.That(Render(Fill(9, 9, 255, 255), 9, 9, Settings with { CropToInk = true }), Is.All.Zero);

    [Test]
    public void Ink_is_darkened_after_the_resize()
    {
        var pixels = Fill(32, 32, 255, 255);
        Stroke(pixels, 32, 9, 0);

        var (plain, dark) = (Render(pixels, 32, 32, Settings), Render(pixels, 32, 32, Settings with { InkContrast = 3.2 }));

        Assert.That(plain[2], Is.EqualTo(0.25f));
        Assert.That(dark[2], Is.EqualTo(1f));
        Assert.That(dark.Sum(), Is.EqualTo(8f));
    }

    [Test]
    public void The_resize_of_the_settings_is_taken()
    {
        var pixels = Fill(32, 32, 255, 255);
        Stroke(pixels, 32, 9, 0);
        Stroke(pixels, 32, 20, 0);
        Stroke(pixels, 32, 21, 0);

        float[] Row(GlyphResize resize) => Render(pixels, 32, 32, Settings with { Resize = resize })[..8];

        Assert.That(Row(GlyphResize.Box), Is.EqualTo(new[] { 0, 0, 0.25f, 0, 0, 0.5f, 0, 0 }));
        Assert.That(Row(GlyphResize.Threshold), Is.EqualTo(new[] { 0f, 0, 0, 0, 0, 1, 0, 0 }));
        Assert.That(Row(GlyphResize.Bilinear), Is.EqualTo(new[] { 0, 0, 0.5f, 0, 0, 0.5f, 0, 0 }));
        Assert.That(Row(GlyphResize.Triangle), Is.EqualTo(
            new[] { 0, 0.03125f, 0.21875f, 0, 0.125f, 0.375f, 0, 0 }).Within(1e-6));
    }

    [Test]
    public void A_thin_pen_on_a_large_page_is_ink()
    {
        var pixels = Fill(300, 300, 250, 255);
        Stroke(pixels, 300, 140, 30);

        var dark = Render(pixels, 300, 300, Settings with { InkContrast = 3.2 });

        Assert.That(dark.Where((_, i) => i % 8 == 3), Is.All.EqualTo(1f));
        Assert.That(dark.Sum(), Is.EqualTo(8).Within(1e-3));
    }

    [TestCase(255)]
    [TestCase(241)]
    [TestCase(200)]
    public void A_blank_page_is_paper_whatever_its_gray_and_noise(int gray)
    {
        var pixels = Fill(30, 30, (byte)gray, 255);
        var random = new Random(1);
        for (var i = 0; i < pixels.Length; i++)
            pixels[i] = i % 4 == 3 ? pixels[i] : (byte)(pixels[i] - random.Next(12));

        Assert.That(Render(pixels, 30, 30, Settings with { InkContrast = 3.2 }), Is.All.Zero);
    }

    private static float[] Render(byte[] pixels, int height, int width, GlyphSettings settings, string order = "BGRA")
        => GlyphRenderer.Render(new InkPixels(pixels, height, width, order, settings.Polarity), settings);

    // Dark strokes on light paper: the border's mean is never halfway, where no polarity could be told.
    private static (byte[] Pixels, int Height, int Width) RandomGlyph(Random random)
    {
        var (height, width) = (random.Next(6, 30), random.Next(6, 30));
        var pixels = new byte[height * width * 4];
        for (var i = 0; i < height * width; i++)
        {
            var (y, x) = (i / width, i % width);
            var inside = y > 1 && y < height - 2 && x > 1 && x < width - 2;
            for (var channel = 0; channel < 3; channel++)
                pixels[(i * 4) + channel] = (byte)(inside && random.Next(2) == 1 ? random.Next(100) : random.Next(200, 256));

            pixels[(i * 4) + 3] = 255;
        }

        return (pixels, height, width);
    }

    private static byte[] Fill(int height, int width, byte gray, byte alpha)
        => [.. Enumerable.Repeat(new[] { gray, gray, gray, alpha }, height * width).SelectMany(pixel => pixel)];

    private static void Stroke(byte[] pixels, int width, int column, byte gray)
    {
        for (var i = 0; i < pixels.Length / 4 / width; i++)
            new[] { gray, gray, gray, (byte)255 }.CopyTo(pixels.AsSpan(((i * width) + column) * 4));
    }

    private static byte[] Box(int side, int start)
    {
        var pixels = Fill(side, side, 255, 255);
        for (var i = 0; i < 25; i++)
            pixels.AsSpan((((start + (i / 5)) * side) + start + (i % 5)) * 4, 3).Clear();

        return pixels;
    }
}
