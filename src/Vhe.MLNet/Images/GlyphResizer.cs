namespace Vhe.MLNet.Images;

/// <summary>
/// Resizes an image separably. Whatever lies beyond the source counts as paper (0). Rows come in one by one, in any order, so
/// that a large image needs no second copy. Not thread-safe; one instance an image.
/// </summary>
internal sealed class GlyphResizer
{
    private readonly GlyphResize _resize;
    private readonly ResizeAxis _columns;
    private readonly ResizeAxis _rows;
    private readonly double[] _row;
    private readonly double[] _sums;

    /// <summary>Prepares to fill a target with a window of a source of [height, width].</summary>
    public GlyphResizer(GlyphResize resize, int height, int width, InkWindow window, int targetHeight, int targetWidth)
    {
        _resize = resize;
        _columns = new ResizeAxis(resize, width, window.Left, window.Width, targetWidth);
        _rows = new ResizeAxis(resize, height, window.Top, window.Height, targetHeight);
        _row = new double[targetWidth];
        _sums = new double[targetWidth * targetHeight];
    }

    /// <summary>Adds row y of the source, ink values in [0, 1], to the target pixels that it takes part in.</summary>
    public void AddRow(int y, ReadOnlySpan<float> ink)
    {
        var summed = false;
        for (var target = 0; target < _sums.Length / _row.Length; target++)
        {
            var weight = _rows.Weight(target, y);
            if (weight == 0)
                continue;

            for (var x = 0; x < _row.Length && !summed; x++)
                _row[x] = _columns.Sum(x, ink);

            summed = true;
            var sums = _sums.AsSpan(target * _row.Length, _row.Length);
            for (var x = 0; x < sums.Length; x++)
                sums[x] += weight * _row[x];
        }
    }

    /// <summary>The target: row-major ink values in [0, 1], [targetHeight, targetWidth].</summary>
    public float[] ToVector()
        => Array.ConvertAll(
            _sums, sum => _resize == GlyphResize.Threshold ? (sum >= 0.5 ? 1 : 0) : (float)Math.Clamp(sum, 0, 1));
}
