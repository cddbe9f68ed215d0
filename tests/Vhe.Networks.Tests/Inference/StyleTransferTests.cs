namespace Vhe.Networks.Tests.Inference;

public class StyleTransferTests
{
    private static IReadOnlyList<float[]> Content => TinyFactorial.Images.Images.Classes[2].Images.Take(3).ToArray();

    [Test]
    public void It_draws_as_many_color_images_as_are_wanted_by_its_seed()
    {
        var drawn = Draw(seed: 1);

        Assert.That(drawn, Has.Length.EqualTo(5));
        Assert.That(drawn.Select(image => image.Length), Is.All.EqualTo(3 * 8 * 8));
        Assert.That(drawn.SelectMany(image => image), Is.All.InRange(0f, 1f));
        Assert.That(Draw(seed: 1), Is.EqualTo(drawn));
        Assert.That(Draw(seed: 2), Is.Not.EqualTo(drawn));
        Assert.That(StyleTransfer.Draw(TinyFactorial.Trained, Content, OfStyle(0), 0, seed: 1), Is.Empty);

        static float[][] Draw(long seed) => StyleTransfer.Draw(TinyFactorial.Trained, Content, OfStyle(0), 5, seed);
    }

    [Test]
    public void The_color_follows_the_style_images()
    {
        var styles = Enumerable.Range(0, 6).Select(OfStyle).ToArray();
        var wanted = styles.Select(MeanColor).ToArray();

        var drawn = styles.Select(style => StyleTransfer.Draw(TinyFactorial.Trained, Content, style, 20, seed: 3));
        var found = drawn.Select(MeanColor).ToArray();

        // Each style's own color is nearer to what is drawn in it than the colors of the others are, on average.
        var own = Enumerable.Range(0, 6).Average(i => Distance(found[i], wanted[i]));
        var others = (from i in Enumerable.Range(0, 6)
                      from j in Enumerable.Range(0, 6)
                      where i != j
                      select Distance(found[i], wanted[j])).Average();
        Assert.That(own, Is.LessThan(0.6 * others));
    }

    [Test]
    public void The_temperature_matters()
    {
        var warm = StyleTransfer.Draw(TinyFactorial.Trained, Content, OfStyle(1), 3, seed: 4);

        var cold = StyleTransfer.Draw(TinyFactorial.Trained, Content, OfStyle(1), 3, seed: 4, temperature: 0.2);

        Assert.That(cold, Is.Not.EqualTo(warm));
    }

    [Test]
    public void What_cannot_be_drawn_is_refused()
    {
        Assert.That(() => Draw([], OfStyle(0)), Throws.ArgumentException.With.Message.Contains("'content' has no images"));
        Assert.That(() => Draw(Content, []), Throws.ArgumentException.With.Message.Contains("'style' has no images"));
        Assert.That(
            () => Draw(Content, [new float[64]]), Throws.ArgumentException.With.Message.Contains("class 'style' has 64 values"));
        Assert.That(() => Draw(Content, OfStyle(0), count: -1), Throws.TypeOf<ArgumentOutOfRangeException>());
        Assert.That(
            () => Draw(Content, OfStyle(0), temperature: double.NaN),
            Throws.TypeOf<ArgumentOutOfRangeException>().With.Message.Contains("temperature"));

        static float[][] Draw(
            IReadOnlyList<float[]> content, IReadOnlyList<float[]> style, int count = 1, double temperature = 1)
            => StyleTransfer.Draw(TinyFactorial.Trained, content, style, count, seed: 0, temperature);
    }

    private static float[][] OfStyle(int style)
    {
        var images = TinyFactorial.Images;
        return [.. images.Members[style].Take(5).Select(item => images.Images.Classes[item.Class].Images[item.Image])];
    }

    /// <summary>The shares of cyan, magenta and yellow in all the ink.</summary>
    private static double[] MeanColor(float[][] images)
    {
        double[] amounts = [.. Enumerable.Range(0, 3).Select(c => images.Sum(image => (double)image.Skip(64 * c).Take(64).Sum()))];
        return Array.ConvertAll(amounts, amount => amount / amounts.Sum());
    }

    private static double Distance(double[] a, double[] b) => Math.Sqrt(a.Zip(b, (x, y) => (x - y) * (x - y)).Sum());
}
