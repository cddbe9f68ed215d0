namespace Vhe.MLNet.Images;

/// <summary>
/// Reads the pixels of a decoded image as ink: gray by luminance (ITU-R BT.601), transparency composited over the paper, ink = 1.
/// Colors are premultiplied by alpha, as in <see cref="MLImage"/>. Luminance stays an integer until the last division, so that an
/// image and its negative give the same values.
/// </summary>
internal readonly ref struct InkPixels
{
    private const int White = 255_000;

    private readonly ReadOnlySpan<byte> _pixels;
    private readonly int _red, _green, _blue, _alpha;
    private readonly bool _darkInk;

    /// <summary>Reads pixels of four bytes each, row by row, whose bytes come in an order such as "BGRA".</summary>
    public InkPixels(ReadOnlySpan<byte> pixels, int height, int width, string order, GlyphPolarity polarity)
    {
        _pixels = pixels;
        (_red, _green) = (order.IndexOf('R', StringComparison.Ordinal), order.IndexOf('G', StringComparison.Ordinal));
        (_blue, _alpha) = (order.IndexOf('B', StringComparison.Ordinal), order.IndexOf('A', StringComparison.Ordinal));
        (Height, Width) = (height, width);
        _darkInk = polarity == GlyphPolarity.DarkOnLight || (polarity == GlyphPolarity.Auto && LooksDarkOnLight());
    }

    /// <summary>Reads the pixels of an image, which must outlive this.</summary>
    public InkPixels(MLImage image, GlyphPolarity polarity)
        : this(image.Pixels, image.Height, image.Width, image.PixelFormat == MLPixelFormat.Rgba32 ? "RGBA" : "BGRA", polarity)
    {
    }

    /// <summary>Height in pixels.</summary>
    public int Height { get; }

    /// <summary>Width in pixels.</summary>
    public int Width { get; }

    /// <summary>Writes the ink of row y: <see cref="Width"/> values in [0, 1].</summary>
    public void ReadRow(int y, Span<float> ink)
    {
        for (var x = 0; x < Width; x++)
        {
            var (luminance, alpha) = At(x, y);
            ink[x] = (_darkInk ? White - OnWhite(luminance, alpha) : Math.Min(luminance, White)) / (float)White;
        }
    }

    private static int OnWhite(int luminance, int alpha) => Math.Min(luminance + ((255 - alpha) * 1000), White);

    private (int Luminance, int Alpha) At(int x, int y)
    {
        var pixel = _pixels.Slice(((y * Width) + x) * 4, 4);
        return ((299 * pixel[_red]) + (587 * pixel[_green]) + (114 * pixel[_blue]), pixel[_alpha]);
    }

    // By the mean of the border; where that is mostly transparent, by the mean of what is visible.
    private bool LooksDarkOnLight()
    {
        var frame = Math.Max(1, Math.Min(Height, Width) / 16);
        long light = 0, alphas = 0, count = 0, visibleLight = 0, visibleAlphas = 0;
        for (var y = 0; y < Height; y++)
        {
            for (var x = 0; x < Width; x++)
            {
                var (luminance, alpha) = At(x, y);
                visibleLight += luminance;
                visibleAlphas += alpha;
                if (y < frame || y >= Height - frame || x < frame || x >= Width - frame)
                {
                    light += OnWhite(luminance, alpha);
                    alphas += alpha;
                    count++;
                }
            }
        }

        return alphas * 2 < count * 255
            ? visibleLight * 2 <= visibleAlphas * 1000
            : light * 2 >= count * White;
    }
}
