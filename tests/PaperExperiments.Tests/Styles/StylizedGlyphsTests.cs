using PaperExperiments.Styles;

namespace PaperExperiments.Tests.Styles;

internal sealed class StylizedGlyphsTests
{
    private static readonly GroupedImages Glyphs = ToyGlyphs.Create(classes: 40, drawings: 30, seed: 8);

    [Test]
    public void The_same_seed_gives_the_same_images_and_styles()
    {
        var first = StylizedGlyphs.Create(ToyGlyphs.Training, seed: 3);
        var again = StylizedGlyphs.Create(ToyGlyphs.Training, seed: 3);
        var other = StylizedGlyphs.Create(ToyGlyphs.Training, seed: 4);

        Assert.That(again.Styles, Is.EqualTo(first.Styles));
        Assert.That(Pixels(again), Is.EqualTo(Pixels(first)));
        Assert.That(other.Styles, Is.Not.EqualTo(first.Styles));
        Assert.That(Pixels(other), Is.Not.EqualTo(Pixels(first)));

        static float[] Pixels(FactorialImages images)
            => [.. images.Images.Classes.SelectMany(item => item.Images).SelectMany(image => image)];
    }

    [Test]
    public void Images_keep_their_class_and_become_color()
    {
        var images = StylizedGlyphs.Create(ToyGlyphs.Training, seed: 1).Images;

        Assert.That(images.Shape, Is.EqualTo(new ImageShape(3, 8, 8)));
        Assert.That(images.Classes.Select(item => item.Name), Is.EqualTo(ToyGlyphs.Training.Classes.Select(item => item.Name)));
        Assert.That(
            images.Classes.Select(item => item.Images.Count), Is.EqualTo(ToyGlyphs.Training.Classes.Select(i => i.Images.Count)));
    }

    [Test]
    public void The_style_of_an_image_is_independent_of_its_class()
    {
        const int Styles = 30;
        var styles = StylizedGlyphs.Create(Glyphs, seed: 2).Styles;

        // Pearson's statistic of 40 classes x 30 styles: its mean is its degrees of freedom, 39 x 29, its variance twice that.
        var expected = 30.0 / Styles;
        var statistic = styles.Sum(item => Enumerable.Range(0, Styles).Sum(s
            => Math.Pow(item.Count(style => style == s) - expected, 2) / expected));

        Assert.That(statistic, Is.EqualTo(40 * 29).Within(4 * Math.Sqrt(2 * 40 * 29)));
        var counts = Enumerable.Range(0, Styles).Select(s => styles.Sum(item => item.Count(style => style == s)));
        Assert.That(counts, Is.All.InRange(15, 70), "each style has a thirtieth of 1200 images");
    }

    [Test]
    public void An_image_is_its_glyph_in_the_ink_and_pen_of_its_style()
    {
        var images = StylizedGlyphs.Create(ToyGlyphs.Training, seed: 5, styles: 7);
        var styles = StylizedGlyphs.Styles(seed: 5, styles: 7);

        var image = images.Images.Classes[3].Images[2];
        var style = styles[images.Styles[3][2]];
        var stroke = PenShape.Draw(ToyGlyphs.Training.Classes[3].Images[2], 8, 8, style.Pen);

        Assert.That(image[..64], Is.EqualTo(stroke.Select(ink => ink * style.Cyan)));
        Assert.That(image[64..128], Is.EqualTo(stroke.Select(ink => ink * style.Magenta)));
        Assert.That(image[128..], Is.EqualTo(stroke.Select(ink => ink * style.Yellow)));
    }

    [Test]
    public void The_thirty_styles_have_all_pens_and_colors_of_their_own()
    {
        var styles = StylizedGlyphs.Styles(seed: 6);

        Assert.That(styles, Has.Count.EqualTo(30));
        Assert.That(styles.CountBy(style => style.Pen).Select(item => item.Value), Is.All.InRange(7, 8));
        Assert.That(styles.SelectMany(s => new[] { s.Cyan, s.Magenta, s.Yellow }), Is.All.InRange(0f, 1f));
        var most = styles.Select(s => Math.Max(s.Cyan, Math.Max(s.Magenta, s.Yellow)));
        Assert.That(most, Is.All.GreaterThan(0.6), "seen on paper");
        foreach (var channel in new Func<DrawingStyle, float>[] { s => s.Cyan, s => s.Magenta, s => s.Yellow })
            Assert.That(styles.Max(channel) - styles.Min(channel), Is.GreaterThan(0.5));
    }

    [Test]
    public void Pens_are_of_rising_width_and_the_soft_one_has_no_sharp_edge()
    {
        var glyph = ToyGlyphs.Training.Classes[0].Images[0];
        var (thin, normal) = (Draw(PenStroke.Thin), Draw(PenStroke.Normal));
        var (thick, soft) = (Draw(PenStroke.Thick), Draw(PenStroke.Soft));

        Assert.That(thin.Sum(), Is.LessThan(normal.Sum() - 3).And.GreaterThan(3));
        Assert.That(normal.Sum(), Is.LessThan(thick.Sum() - 3));
        Assert.That(soft.Count(Edge), Is.GreaterThan(thick.Count(Edge) + 5));
        Assert.That(thin.Zip(normal, (a, b) => b - a), Is.All.GreaterThanOrEqualTo(0f));
        Assert.That(normal.Zip(thick, (a, b) => b - a), Is.All.GreaterThanOrEqualTo(0f));

        float[] Draw(PenStroke pen) => PenShape.Draw(glyph, 8, 8, pen);

        static bool Edge(float value) => value is > 0.1f and < 0.9f;
    }

    [Test]
    public void No_pen_has_a_direction([Values] PenStroke pen, [Range(1, 7)] int symmetry)
    {
        var glyph = ToyGlyphs.Training.Classes[1].Images[0];

        var turned = PenShape.Draw(Symmetry.Apply(glyph, TinyNetwork.Shape, symmetry), 8, 8, pen);

        var expected = Symmetry.Apply(PenShape.Draw(glyph, 8, 8, pen), TinyNetwork.Shape, symmetry);
        Assert.That(turned, Is.EqualTo(expected).Within(1e-6));
    }

    [Test]
    public void What_cannot_be_stylized_is_refused()
    {
        var color = StylizedGlyphs.Create(ToyGlyphs.New, 0).Images;

        Assert.That(() => StylizedGlyphs.Create(color, 0), Throws.ArgumentException.With.Message.Contains("3x8x8"));
        Assert.That(() => StylizedGlyphs.Create(ToyGlyphs.New, 0, styles: 0), Throws.TypeOf<ArgumentOutOfRangeException>());
        Assert.That(() => new FactorialImages(ToyGlyphs.New, [[0]]), Throws.ArgumentException.With.Message.Contains("1 classes"));
        var styles = ToyGlyphs.New.Classes.Select(item => new int[item.Images.Count]).ToArray();
        styles[2] = [0];
        Assert.That(() => new FactorialImages(ToyGlyphs.New, styles), Throws.ArgumentException.With.Message.Contains("'toy 2'"));
        styles[2] = [.. Enumerable.Repeat(-1, 13)];
        Assert.That(() => new FactorialImages(ToyGlyphs.New, styles), Throws.ArgumentException.With.Message.Contains("'toy 2'"));
    }
}
