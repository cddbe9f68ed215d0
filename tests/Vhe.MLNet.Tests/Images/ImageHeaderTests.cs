using Vhe.MLNet.Images;
using Vhe.MLNet.Tests.TestData;

namespace Vhe.MLNet.Tests.Images;

internal sealed class ImageHeaderTests
{
    private static IEnumerable<TestCaseData> WholeFiles()
    {
        yield return new TestCaseData(EncodedImages.Jpeg, 16, 16).SetArgDisplayNames("jpeg");
        yield return new TestCaseData(EncodedImages.Gif, 2, 2).SetArgDisplayNames("gif");
        yield return new TestCaseData(EncodedImages.Bmp(5, 3, 0), 5, 3).SetArgDisplayNames("bmp");
        yield return new TestCaseData(EncodedImages.PngHeader(7, 9), 7, 9).SetArgDisplayNames("png");
    }

    [TestCaseSource(nameof(WholeFiles))]
    public void Reads_the_size_of_each_format(byte[] file, int width, int height)
        => Assert.That(ImageHeader.Read(file), Is.EqualTo(new ImageHeader(width, height)));

    [TestCaseSource(nameof(WholeFiles))]
    public void Refuses_every_file_that_ends_early(byte[] file, int width, int height)
    {
        for (var length = 0; length < file.Length; length++)
        {
            Assert.That(
                () => ImageHeader.Read(file.AsSpan(0, length)),
                Throws.TypeOf<InvalidDataException>(),
                $"{length} of {file.Length} bytes of {width} x {height}");
        }
    }

    [TestCaseSource(nameof(WholeFiles))]
    public void Never_fails_otherwise_whatever_the_bytes_are(byte[] file, int width, int height)
    {
        var random = new Random(width + height);
        for (var trial = 0; trial < 3000; trial++)
        {
            var damaged = file.ToArray();
            for (var i = 0; i < 3; i++)
            {
                damaged[random.Next(damaged.Length)] = (byte)random.Next(256);
            }

            try
            {
                var header = ImageHeader.Read(damaged);
                Assert.That((long)header.Width * header.Height, Is.InRange(1, ImageHeader.MaxPixels));
            }
            catch (InvalidDataException)
            {
                // What damaged files are refused with.
            }
        }
    }

    [Test]
    public void Takes_sixteen_megapixels_and_not_one_more()
    {
        Assert.That(ImageHeader.Read(EncodedImages.PngHeader(4000, 4000)).Width, Is.EqualTo(4000));
        Assert.That(
            () => ImageHeader.Read(EncodedImages.PngHeader(4000, 4001)),
            Throws.TypeOf<InvalidDataException>().With.Message.Contains("4000 x 4001").And.Message.Contains("16 megapixels"));
    }

    [TestCase(0u, 5u)]
    [TestCase(5u, 0u)]
    [TestCase(uint.MaxValue, uint.MaxValue)]
    [TestCase(1u << 16, 1u << 16)]
    public void Refuses_sizes_that_overflow_or_are_empty(uint width, uint height)
        => Assert.That(() => ImageHeader.Read(EncodedImages.PngHeader(width, height)), Throws.TypeOf<InvalidDataException>());

    [Test]
    public void Refuses_what_is_no_image()
        => Assert.That(
            () => ImageHeader.Read("hello world"u8.ToArray()),
            Throws.TypeOf<InvalidDataException>().With.Message.Contains("not a PNG, JPEG, GIF or BMP"));
}
