namespace Vhe.Networks.Tests.Inference;

public class BinarizationTests
{
    [Test]
    public void The_darkest_pixels_become_ink_as_many_as_there_is_ink_in_all()
    {
        Assert.That(Binarization.Of([0.9f, 0.2f, 0.5f, 0f, 0.6f, 0.7f]), Is.EqualTo([1f, 0, 0, 0, 1, 1]));
        Assert.That(Binarization.Of([0.1f, 0.4f, 0.2f, 0.3f]), Is.EqualTo([0f, 1, 0, 0]), "faint, but not blank");
    }

    [Test]
    public void Pixels_as_dark_as_the_last_one_become_ink_too()
    {
        Assert.That(Binarization.Of([0.5f, 0.5f, 0.5f, 0.5f]), Is.All.EqualTo(1f));
    }

    [Test]
    public void Paper_stays_paper()
    {
        Assert.That(Binarization.Of(new float[5]), Is.All.Zero);
        Assert.That(Binarization.Of([0.1f, 0.1f, 0f]), Is.All.Zero, "less than half a pixel of ink");
    }

    [FsCheck.NUnit.Property]
    public bool A_binary_image_is_itself(bool[] pixels)
    {
        var image = Array.ConvertAll(pixels, ink => ink ? 1f : 0f);
        return Binarization.Of(image).SequenceEqual(image);
    }

    [FsCheck.NUnit.Property]
    public bool Ink_is_never_lighter_than_paper_and_paper_never_becomes_ink(byte[] grays)
    {
        var image = Array.ConvertAll(grays, gray => gray / 255f);
        var binary = Binarization.Of(image);
        var ink = image.Where((_, i) => binary[i] > 0).ToArray();
        var paper = image.Where((_, i) => binary[i] == 0).ToArray();
        return ink.Length >= Math.Round(image.Sum(value => (double)value))
            && (ink.Length == 0 || (ink.Min() > 0 && (paper.Length == 0 || ink.Min() > paper.Max())));
    }
}
