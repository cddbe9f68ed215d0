namespace Microsoft.ML.Data;

public enum MLPixelFormat
{
    Unknown,
    Bgra32,
    Rgba32,
}

// Four bytes a pixel, colours multiplied by alpha, rows from the top. A decoded image is Bgra32.
public sealed class MLImage : IDisposable
{
    private readonly int _width;
    private readonly int _height;
    private readonly MLPixelFormat _format;
    private byte[] _pixels;
    private string _tag;

    internal MLImage(int width, int height, MLPixelFormat format, byte[] pixels)
    {
        _width = width;
        _height = height;
        _format = format;
        _pixels = pixels;
    }

    public int Width => Live(_width);
    public int Height => Live(_height);
    public int BitsPerPixel => Live(32);
    public MLPixelFormat PixelFormat => Live(_format);
    public ReadOnlySpan<byte> Pixels => Live(_pixels);

    public string Tag
    {
        get => Live(_tag);
        set => _tag = Live(value);
    }

    // Blue, green, red of each pixel, without alpha and not multiplied by it.
    public byte[] GetBGRPixels
    {
        get
        {
            var rgba = Live(this).ToRgba();
            var bgr = new byte[_width * _height * 3];
            for (int from = 0, to = 0; to < bgr.Length; from += 4)
            {
                bgr[to++] = rgba[from + 2];
                bgr[to++] = rgba[from + 1];
                bgr[to++] = rgba[from];
            }
            return bgr;
        }
    }

    public static MLImage CreateFromStream(Stream imageStream)
    {
        ArgumentNullException.ThrowIfNull(imageStream);
        using var buffer = new MemoryStream();
        imageStream.CopyTo(buffer);
        return Decode(buffer.ToArray())
            ?? throw new ArgumentException("Invalid input stream contents", nameof(imageStream));
    }

    public static MLImage CreateFromFile(string imagePath)
    {
        ArgumentNullException.ThrowIfNull(imagePath);
        return (File.Exists(imagePath) ? Decode(File.ReadAllBytes(imagePath)) : null)
            ?? throw new ArgumentException("Invalid path", nameof(imagePath));
    }

    public static MLImage CreateFromPixels(int width, int height, MLPixelFormat pixelFormat, ReadOnlySpan<byte> imagePixelData)
    {
        if (pixelFormat is not (MLPixelFormat.Bgra32 or MLPixelFormat.Rgba32))
            throw new ArgumentException("Unsupported pixel format", nameof(pixelFormat));
        if (width <= 0)
            throw new ArgumentException("Invalid width value.", nameof(width));
        if (height <= 0)
            throw new ArgumentException("Invalid height value.", nameof(height));
        if (imagePixelData.Length != width * height * 4)
            throw new ArgumentException($"Invalid {nameof(imagePixelData)} buffer size.");
        return new MLImage(width, height, pixelFormat, imagePixelData.ToArray());
    }

    public void Save(string imagePath)
    {
        var rgba = Live(this).ToRgba();
        string extension = Path.GetExtension(imagePath).ToLowerInvariant();
        File.WriteAllBytes(imagePath, extension switch
        {
            ".png" => Stb.EncodePng(rgba, _width, _height),
            ".jpg" or ".jpeg" => Stb.EncodeJpeg(rgba, _width, _height),
            ".webp" => throw new NotSupportedException("The stand-in writes PNG and JPEG."),
            ".bmp" or ".gif" or ".ico" => throw new ArgumentException($"Saving image with the format '{extension}' is not " +
                "supported. Try save it with `Jpeg`, `Png`, or `Webp` format.", nameof(imagePath)),
            _ => throw new ArgumentException("Path has invalid image file extension.", nameof(imagePath)),
        });
    }

    public void Dispose() => _pixels = null;

    // Plain colours: divided by alpha, in the order red, green, blue, alpha.
    internal byte[] ToRgba()
    {
        var rgba = (byte[])_pixels.Clone();
        int red = _format == MLPixelFormat.Rgba32 ? 0 : 2;
        for (int i = 0; i < rgba.Length; i += 4)
        {
            byte alpha = rgba[i + 3];
            rgba[i] = Plain(_pixels[i + red], alpha);
            rgba[i + 1] = Plain(_pixels[i + 1], alpha);
            rgba[i + 2] = Plain(_pixels[i + 2 - red], alpha);
        }
        return rgba;
    }

    internal static MLImage FromRgba(int width, int height, byte[] rgba)
    {
        for (int i = 0; i < rgba.Length; i += 4)
        {
            byte alpha = rgba[i + 3];
            (rgba[i], rgba[i + 2]) = (Multiplied(rgba[i + 2], alpha), Multiplied(rgba[i], alpha));
            rgba[i + 1] = Multiplied(rgba[i + 1], alpha);
        }
        return new MLImage(width, height, MLPixelFormat.Bgra32, rgba);
    }

    private static MLImage Decode(byte[] encoded)
        => Stb.Decode(encoded, out int width, out int height, out _) is { } rgba ? FromRgba(width, height, rgba) : null;

    private static byte Plain(byte colour, byte alpha)
        => alpha == 0 ? (byte)0 : (byte)Math.Min(255, ((colour * 255) + (alpha / 2)) / alpha);

    private static byte Multiplied(byte colour, byte alpha) => (byte)(((colour * alpha) + 127) / 255);

    private T Live<T>(T value) => _pixels is not null ? value : throw new InvalidOperationException("Object is disposed.");
}
