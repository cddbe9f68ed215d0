namespace Vhe.Networks.Tests.Data;

public class AffineJitterTests
{
    private static readonly ImageShape Shape = new(1, 20, 16);
    private static readonly Augmentation Still = new() { Rotation = 0, LogScale = 0, Shear = 0, Shift = 0 };

    [Test]
    public void Without_strength_a_copy_is_the_image_itself()
    {
        var image = Blob();

        Assert.That(Copy(image, Still, seed: 1), Is.EqualTo(image).Within(1e-6f));
    }

    [TestCase(1)]
    [TestCase(2)]
    [TestCase(3)]
    public void A_small_copy_keeps_roughly_its_ink_and_its_place_but_is_another_image(int seed)
    {
        var image = Blob();

        var copy = Copy(image, new Augmentation(), seed);

        Assert.That(copy, Is.Not.EqualTo(image));
        Assert.That(copy.Sum(), Is.EqualTo(image.Sum()).Within(30).Percent);
        Assert.That(Center(copy).X, Is.EqualTo(Center(image).X).Within(2.5));
        Assert.That(Center(copy).Y, Is.EqualTo(Center(image).Y).Within(2.5));
    }

    [FsCheck.NUnit.Property(MaxTest = 50)]
    public bool Copies_are_images(int seed)
    {
        var wild = new Augmentation { Rotation = 1, LogScale = 1, Shear = 1, Shift = 1 };
        return Copy(Blob(), wild, seed).All(value => value is >= 0 and <= 1.000001f);
    }

    [Test]
    public void A_shift_is_a_fraction_of_half_the_side_with_that_standard_deviation()
    {
        var options = Still with { Shift = 0.1 };
        var centers = Enumerable.Range(0, 2000).Select(seed => Center(Copy(Blob(), options, seed))).ToArray();

        Assert.That(Deviation(centers.Select(c => c.X)), Is.EqualTo(0.1 * Shape.Width / 2).Within(10).Percent);
        Assert.That(Deviation(centers.Select(c => c.Y)), Is.EqualTo(0.1 * Shape.Height / 2).Within(10).Percent);
        Assert.That(centers.Average(c => c.X), Is.EqualTo(Center(Blob()).X).Within(0.1));
    }

    [Test]
    public void A_rotation_turns_about_the_center_and_a_scale_keeps_it()
    {
        var (row, column) = (Shape.Height / 2, Shape.Width / 2);
        var image = new float[Shape.Length];
        foreach (var i in new[] { row - 1, row })
            image[(i * Shape.Width) + column - 1] = image[(i * Shape.Width) + column] = 1;

        Augmentation[] about = [Still with { Rotation = 0.5 }, Still with { LogScale = 0.3 }, Still with { Shear = 0.3 }];
        foreach (var options in about)
        {
            var center = Center(Copy(image, options, seed: 4));
            Assert.That(center.X, Is.EqualTo(column - 0.5).Within(1e-3));
            Assert.That(center.Y, Is.EqualTo(row - 0.5).Within(1e-3));
        }
    }

    [Test]
    public void Channels_move_together()
    {
        var image = Blob();

        var copy = AffineJitter.Copy(new Augmentation(), [.. image, .. image], new ImageShape(2, 20, 16), new Random(5));

        var alone = Copy(image, new Augmentation(), seed: 5);
        Assert.That(copy, Is.EqualTo(alone.Concat(alone)));
    }

    /// <summary>A round gray blob that lies off the center.</summary>
    private static float[] Blob()
        => [.. Enumerable.Range(0, Shape.Length).Select(i
            => (float)Math.Exp(-0.15 * (Math.Pow((i / Shape.Width) - 11, 2) + Math.Pow((i % Shape.Width) - 7, 2))))];

    private static float[] Copy(float[] image, Augmentation options, int seed)
        => AffineJitter.Copy(options, image, Shape, new Random(seed));

    private static (double X, double Y) Center(float[] image)
    {
        var (mass, x, y) = (0.0, 0.0, 0.0);
        for (var i = 0; i < image.Length; i++)
            (mass, x, y) = (mass + image[i], x + (image[i] * (i % Shape.Width)), y + (image[i] * (i / Shape.Width)));

        return (x / mass, y / mass);
    }

    private static double Deviation(IEnumerable<double> values)
    {
        var all = values.ToArray();
        return Math.Sqrt(all.Average(value => Math.Pow(value - all.Average(), 2)));
    }
}
