namespace Vhe.MLNet.Images;

/// <summary>
/// Exact area averaging: each target pixel is the mean of the source over the rectangle that it covers, fractions of pixels
/// included, and whatever lies beyond the source counts as paper (0). So the amount of ink is conserved at every size. Rows come
/// in one by one, in any order, so that a large image needs no second copy. Not thread-safe; one instance an image.
/// </summary>
internal sealed class AreaResizer
{
    private readonly int _width;
    private readonly int _targetWidth;
    private readonly int _targetHeight;
    private readonly InkWindow _window;
    private readonly double _stepX;
    private readonly double _stepY;
    private readonly double[] _row;
    private readonly double[] _sums;

    /// <summary>Prepares a resize.</summary>
    /// <param name="width">Width of the source rows in pixels.</param>
    /// <param name="window">The part of the plane of the source that fills the target; may reach beyond the source.</param>
    /// <param name="targetWidth">Width of the target in pixels.</param>
    /// <param name="targetHeight">Height of the target in pixels.</param>
    public AreaResizer(int width, InkWindow window, int targetWidth, int targetHeight)
    {
        _width = width;
        _window = window;
        _targetWidth = targetWidth;
        _targetHeight = targetHeight;
        _stepX = window.Width / targetWidth;
        _stepY = window.Height / targetHeight;
        _row = new double[targetWidth];
        _sums = new double[targetWidth * targetHeight];
    }

    /// <summary>Resizes a whole image to a target that it fills, without regard to its aspect.</summary>
    /// <param name="source">Row-major ink values, [height, width].</param>
    /// <param name="height">Height of the source in pixels.</param>
    /// <param name="width">Width of the source in pixels.</param>
    /// <param name="window">The part of it to take.</param>
    /// <param name="targetHeight">Height of the target in pixels.</param>
    /// <param name="targetWidth">Width of the target in pixels.</param>
    /// <returns>Row-major ink values, [targetHeight, targetWidth].</returns>
    public static float[] Resize(
        ReadOnlySpan<float> source, int height, int width, InkWindow window, int targetHeight, int targetWidth)
    {
        var resizer = new AreaResizer(width, window, targetWidth, targetHeight);
        for (var y = 0; y < height; y++)
        {
            resizer.AddRow(y, source.Slice(y * width, width));
        }

        return resizer.ToVector();
    }

    /// <summary>Adds row <paramref name="y"/> of the source to the target pixels that it overlaps.</summary>
    /// <param name="y">The row's index in the source.</param>
    /// <param name="ink">Its values, in [0, 1].</param>
    public void AddRow(int y, ReadOnlySpan<float> ink)
    {
        var first = Math.Max((int)Math.Floor((y - _window.Top) / _stepY), 0);
        var last = Math.Min((int)Math.Ceiling((y + 1 - _window.Top) / _stepY), _targetHeight) - 1;
        if (first > last)
        {
            return;
        }

        SumColumns(ink);
        for (var target = first; target <= last; target++)
        {
            var top = _window.Top + (target * _stepY);
            var overlap = Math.Min(y + 1, top + _stepY) - Math.Max(y, top);
            if (overlap > 0)
            {
                var sums = _sums.AsSpan(target * _targetWidth, _targetWidth);
                for (var x = 0; x < sums.Length; x++)
                {
                    sums[x] += overlap * _row[x];
                }
            }
        }
    }

    /// <summary>The target.</summary>
    /// <returns>Row-major ink values in [0, 1], [targetHeight, targetWidth].</returns>
    public float[] ToVector()
    {
        var area = _stepX * _stepY;
        return Array.ConvertAll(_sums, sum => (float)Math.Clamp(sum / area, 0, 1));
    }

    private void SumColumns(ReadOnlySpan<float> ink)
    {
        for (var target = 0; target < _targetWidth; target++)
        {
            var left = Math.Max(_window.Left + (target * _stepX), 0);
            var right = Math.Min(_window.Left + ((target + 1) * _stepX), _width);
            var sum = 0.0;
            for (var x = (int)left; x < right; x++)
            {
                sum += (Math.Min(x + 1, right) - Math.Max(x, left)) * ink[x];
            }

            _row[target] = sum;
        }
    }
}
