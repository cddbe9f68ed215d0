namespace Vhe.MLNet.Images.Resizing;

/// <summary>
/// Resizes an image by any <see cref="IResizeMethod"/>; whatever lies beyond the source counts as paper (0). Rows come in one by
/// one, in any order, so that a large image needs no second copy. Not thread-safe; one instance an image.
/// </summary>
internal sealed class GlyphResizer
{
    private readonly IResizeMethod _method;
    private readonly Taps[] _columns;
    private readonly Taps[] _rows;
    private readonly double[] _row;
    private readonly double[] _sums;

    /// <summary>Prepares a resize.</summary>
    /// <param name="resize">The way.</param>
    /// <param name="height">Height of the source in pixels.</param>
    /// <param name="width">Width of the source in pixels.</param>
    /// <param name="window">The part of the plane of the source that fills the target; may reach beyond the source.</param>
    /// <param name="targetHeight">Height of the target in pixels.</param>
    /// <param name="targetWidth">Width of the target in pixels.</param>
    public GlyphResizer(GlyphResize resize, int height, int width, InkWindow window, int targetHeight, int targetWidth)
    {
        _method = MethodOf(resize);
        _columns = AllTaps(new ResizeAxis(width, window.Left, window.Width, targetWidth));
        _rows = AllTaps(new ResizeAxis(height, window.Top, window.Height, targetHeight));
        _row = new double[targetWidth];
        _sums = new double[targetWidth * targetHeight];
    }

    /// <summary>Resizes a whole image to a target that it fills, without regard to its aspect.</summary>
    /// <param name="resize">The way.</param>
    /// <param name="source">Row-major ink values, [height, width].</param>
    /// <param name="height">Height of the source in pixels.</param>
    /// <param name="width">Width of the source in pixels.</param>
    /// <param name="window">The part of it to take.</param>
    /// <param name="targetHeight">Height of the target in pixels.</param>
    /// <param name="targetWidth">Width of the target in pixels.</param>
    /// <returns>Row-major ink values, [targetHeight, targetWidth].</returns>
    public static float[] Resize(
        GlyphResize resize,
        ReadOnlySpan<float> source,
        int height,
        int width,
        InkWindow window,
        int targetHeight,
        int targetWidth)
    {
        var resizer = new GlyphResizer(resize, height, width, window, targetHeight, targetWidth);
        for (var y = 0; y < height; y++)
        {
            resizer.AddRow(y, source.Slice(y * width, width));
        }

        return resizer.ToVector();
    }

    /// <summary>Adds row <paramref name="y"/> of the source to the target pixels that it takes part in.</summary>
    /// <param name="y">The row's index in the source.</param>
    /// <param name="ink">Its values, in [0, 1].</param>
    public void AddRow(int y, ReadOnlySpan<float> ink)
    {
        var summed = false;
        for (var target = 0; target < _rows.Length; target++)
        {
            var weight = _rows[target].At(y);
            if (weight == 0)
            {
                continue;
            }

            if (!summed)
            {
                SumColumns(ink);
                summed = true;
            }

            var sums = _sums.AsSpan(target * _row.Length, _row.Length);
            for (var x = 0; x < sums.Length; x++)
            {
                sums[x] += weight * _row[x];
            }
        }
    }

    /// <summary>The target.</summary>
    /// <returns>Row-major ink values in [0, 1], [targetHeight, targetWidth].</returns>
    public float[] ToVector() => Array.ConvertAll(_sums, _method.Finish);

    private static IResizeMethod MethodOf(GlyphResize resize) => resize switch
    {
        GlyphResize.Box => new BoxResize(),
        GlyphResize.Triangle => new TriangleResize(),
        GlyphResize.Bilinear => new BilinearResize(),
        GlyphResize.Threshold => new ThresholdResize(),
        _ => throw new ArgumentOutOfRangeException(nameof(resize), resize, "It is no way of resizing."),
    };

    private Taps[] AllTaps(ResizeAxis axis)
        => [.. Enumerable.Range(0, axis.Target).Select(target => _method.TapsOf(axis, target))];

    private void SumColumns(ReadOnlySpan<float> ink)
    {
        for (var target = 0; target < _row.Length; target++)
        {
            _row[target] = _columns[target].Sum(ink);
        }
    }
}
