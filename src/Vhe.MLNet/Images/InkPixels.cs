namespace Vhe.MLNet.Images;

/// <summary>
/// Reads the pixels of a decoded image as ink: gray by luminance (ITU-R BT.601), transparency composited over the paper, ink = 1.
/// Luminance stays an integer until the last division, so that an image and its negative give the very same values.
/// </summary>
/// <remarks>Colors are premultiplied by alpha, as ML.NET's <c>MLImage</c> holds them.</remarks>
internal readonly ref struct InkPixels
{
    private const int White = 255_000;

    private readonly ReadOnlySpan<byte> _pixels;
    private readonly PixelLayout _layout;
    private readonly bool _darkInk;

    private InkPixels(ReadOnlySpan<byte> pixels, int height, int width, PixelLayout layout, bool darkInk)
    {
        _pixels = pixels;
        _layout = layout;
        _darkInk = darkInk;
        Height = height;
        Width = width;
    }

    /// <summary>Height in pixels.</summary>
    public int Height { get; }

    /// <summary>Width in pixels.</summary>
    public int Width { get; }

    /// <summary>Reads pixels.</summary>
    /// <param name="pixels">Four bytes a pixel, row by row.</param>
    /// <param name="height">Height in pixels.</param>
    /// <param name="width">Width in pixels.</param>
    /// <param name="layout">Where the colors are in a pixel.</param>
    /// <param name="polarity">What is ink.</param>
    /// <returns>The reader.</returns>
    public static InkPixels Create(ReadOnlySpan<byte> pixels, int height, int width, PixelLayout layout, GlyphPolarity polarity)
    {
        var onWhite = new InkPixels(pixels, height, width, layout, darkInk: true);
        return polarity == GlyphPolarity.LightOnDark || (polarity == GlyphPolarity.Auto && !onWhite.LooksDarkOnLight())
            ? new InkPixels(pixels, height, width, layout, darkInk: false)
            : onWhite;
    }

    /// <summary>The ink of one row.</summary>
    /// <param name="y">The row.</param>
    /// <param name="ink">Receives <see cref="Width"/> values in [0, 1].</param>
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
        return ((299 * pixel[_layout.Red]) + (587 * pixel[_layout.Green]) + (114 * pixel[_layout.Blue]), pixel[_layout.Alpha]);
    }

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
