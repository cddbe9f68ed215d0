using SkiaSharp;
using Vhe.MLNet.Images;

namespace Vhe.MLNet.Tests.Images;

internal sealed class ImageDecoderTests
{
    private static readonly byte[] ExifTurned =
    [
        .. EncodedImages.Jpeg[..2], 0xFF, 0xE1, 0, 34, .. "Exif\0\0MM\0*"u8, 0, 0, 0, 8, 0, 1,
        0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, 6, 0, 0, 0, 0, 0, 0, .. EncodedImages.Jpeg[2..],
    ];

    private static IEnumerable<TestCaseData> WholeFiles()
    {
        yield return new TestCaseData(EncodedImages.Jpeg, 16, 16).SetArgDisplayNames("jpeg");
        yield return new TestCaseData(EncodedImages.Gif, 2, 2).SetArgDisplayNames("gif");
        yield return new TestCaseData(EncodedImages.Bmp(5, 3, 51), 5, 3).SetArgDisplayNames("bmp");
        yield return new TestCaseData(Png(9, 7), 9, 7).SetArgDisplayNames("png");
        yield return new TestCaseData(ExifTurned, 16, 16).SetArgDisplayNames("jpeg to be turned");
        yield return new TestCaseData(Skia(SKEncodedImageFormat.Png), 13, 5).SetArgDisplayNames("transparent png");
        yield return new TestCaseData(Skia(SKEncodedImageFormat.Jpeg), 13, 5).SetArgDisplayNames("color jpeg");
    }

    [TestCaseSource(nameof(WholeFiles))]
    public void Decodes_the_pixels_that_MLNet_decodes(byte[] file, int width, int height)
    {
        using var image = MLImage.CreateFromStream(new MemoryStream(file));
        using var decoded = ImageDecoder.Decode(file);

        Assert.That((decoded.Width, decoded.Height), Is.EqualTo((width, height)));
        Assert.That(image.PixelFormat, Is.EqualTo(MLPixelFormat.Bgra32));
        Assert.That(decoded.GetPixelSpan().ToArray(), Is.EqualTo(image.Pixels.ToArray()));
    }

    [Test]
    public void Images_are_not_turned_as_their_camera_says()
    {
        using var codec = SKCodec.Create(new MemoryStream(ExifTurned));
        using var turned = ImageDecoder.Decode(ExifTurned);
        using var plain = ImageDecoder.Decode(EncodedImages.Jpeg);

        Assert.That(codec.EncodedOrigin, Is.EqualTo(SKEncodedOrigin.RightTop));
        Assert.That(turned.GetPixelSpan().ToArray(), Is.EqualTo(plain.GetPixelSpan().ToArray()));
    }

    [TestCaseSource(nameof(WholeFiles))]
    public void Refuses_every_file_that_ends_early(byte[] file, int width, int height)
    {
        for (var length = 0; length < file.Length; length++)
        {
            Assert.That(
                () => ImageDecoder.Decode(file.AsSpan(0, length)),
                length > 3 ? Refusal.OfData("truncated") : Throws.TypeOf<InvalidDataException>(),
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
                damaged[random.Next(damaged.Length)] = (byte)random.Next(256);

            try
            {
                using var decoded = ImageDecoder.Decode(damaged);
                Assert.That((long)decoded.Width * decoded.Height, Is.InRange(1, ImageDecoder.MaxPixels));
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
        using var largest = ImageDecoder.Decode(Png(4000, 4000));

        Assert.That(largest.Width, Is.EqualTo(4000));
        Assert.That(() => ImageDecoder.Decode(Png(4001, 4000)), Refusal.OfData("4001 x 4000", "16 megapixels"));
    }

    [Test]
    public void A_size_that_is_announced_takes_no_memory()
    {
        byte[][] files =
        [
            EncodedImages.PngHeader(40_000, 40_000),
            [.. "GIF89a"u8, 0xFF, 0xFF, 0xFF, 0xFF, .. EncodedImages.Gif[10..]],
            [.. EncodedImages.Bmp(1, 1, 0)[..18], 0x40, 0x9C, 0, 0, 0x40, 0x9C, 0, 0, .. EncodedImages.Bmp(1, 1, 0)[26..]],
            [.. EncodedImages.Gif[..6], 2, 0, 2, 0, .. EncodedImages.Gif[10..24], 0xFF, 0xFF, 0xFF, 0xFF, .. EncodedImages.Gif[28..]],
        ];
        var before = Environment.WorkingSet;

        foreach (var file in files)
            Assert.That(() => ImageDecoder.Decode(file), Throws.TypeOf<InvalidDataException>());

        Assert.That(Environment.WorkingSet - before, Is.LessThan(100_000_000));
    }

    [TestCase(0u, 5u)]
    [TestCase(5u, 0u)]
    [TestCase(uint.MaxValue, uint.MaxValue)]
    [TestCase(1u << 16, 1u << 16)]
    public void Refuses_sizes_that_overflow_or_are_empty(uint width, uint height)
        => Assert.That(() => ImageDecoder.Decode(EncodedImages.PngHeader(width, height)), Throws.TypeOf<InvalidDataException>());

    [Test]
    public void Refuses_what_is_no_image_and_formats_that_only_Skia_reads()
    {
        Assert.That(() => ImageDecoder.Decode("hello world"u8), Refusal.OfData("not a PNG, JPEG, GIF or BMP"));
        Assert.That(() => ImageDecoder.Decode(Skia(SKEncodedImageFormat.Webp)), Refusal.OfData("not a PNG, JPEG, GIF or BMP"));
        Assert.That(() => ImageDecoder.Decode([]), Refusal.OfData("empty"));
    }

    private static byte[] Png(int width, int height) => EncodedImages.BitPng(height, width, (y, x) => (x + y) % 3 == 0);

    private static byte[] Skia(SKEncodedImageFormat format)
    {
        using var bitmap = new SKBitmap(13, 5, SKColorType.Bgra8888, SKAlphaType.Unpremul);
        for (var i = 0; i < 65; i++)
            bitmap.SetPixel(i % 13, i / 13, new SKColor((byte)(17 * i), (byte)(40 * i), (byte)(99 * i), (byte)(255 - (3 * i))));

        using var data = bitmap.Encode(format, 90);
        return data.ToArray();
    }
}
