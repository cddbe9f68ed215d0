namespace Vhe.MLNet.Images;

/// <summary>Turns a decoded image into the vector of ink that the networks read. Stateless and thread-safe.</summary>
internal static class GlyphRenderer
{
    // An image whose darkest pixel is closer than this to its paper is blank: the rest is noise.
    private const float Blank = 0.1f;

    /// <summary>Crops, resizes and darkens as the settings say: row-major ink values in [0, 1], [Height, Width].</summary>
    public static float[] Render(InkPixels pixels, GlyphSettings settings)
    {
        var window = new InkWindow(0, 0, pixels.Width, pixels.Height);
        var row = new float[pixels.Width];
        if (settings.CropToInk && InkBox(pixels, row) is { } box)
            window = box.Grow(settings.CropMargin * Math.Max(box.Width, box.Height));

        window = window.WithAspect(settings.Width, settings.Height);
        var resizer = new GlyphResizer(
            settings.Resize, pixels.Height, pixels.Width, window, settings.Height, settings.Width);
        var (lightest, darkest) = (1f, 0f);
        for (var y = 0; y < pixels.Height; y++)
        {
            pixels.ReadRow(y, row);
            resizer.AddRow(y, row);
            (lightest, darkest) = (Math.Min(lightest, row.Min()), Math.Max(darkest, row.Max()));
        }

        var glyph = resizer.ToVector();
        if (settings.InkContrast == 0)
            return glyph;

        // Measured on the source: a thin pen on a large page is faint after averaging, but is not noise.
        if (darkest - lightest < Blank)
            return new float[glyph.Length];

        InkContrast.Apply(glyph, settings.InkContrast);
        return glyph;
    }

    // The smallest box around everything at least half as dark as the darkest pixel: faint pencil counts, JPEG noise does not.
    private static InkWindow? InkBox(InkPixels pixels, float[] row)
    {
        var darkest = 0f;
        for (var y = 0; y < pixels.Height; y++)
        {
            pixels.ReadRow(y, row);
            darkest = Math.Max(darkest, row.Max());
        }

        if (darkest < Blank)
            return null;

        int left = pixels.Width, right = -1, top = -1, bottom = -1;
        for (var y = 0; y < pixels.Height; y++)
        {
            pixels.ReadRow(y, row);
            var first = Array.FindIndex(row, ink => ink >= darkest / 2);
            if (first >= 0)
            {
                top = top < 0 ? y : top;
                bottom = y;
                left = Math.Min(left, first);
                right = Math.Max(right, Array.FindLastIndex(row, ink => ink >= darkest / 2));
            }
        }

        return new InkWindow(left, top, right - left + 1, bottom - top + 1);
    }
}
