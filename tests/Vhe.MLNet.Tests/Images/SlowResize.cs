namespace Vhe.MLNet.Tests.Images;

/// <summary>The ways of resizing a whole image, written down plainly: a loop over all pairs of pixels.</summary>
internal static class SlowResize
{
    /// <summary>Each target pixel is the mean of the rectangle that it covers.</summary>
    public static float[] Box(float[] source, int height, int width, int targetHeight, int targetWidth)
        => Weighted(source, height, width, targetHeight, targetWidth, (pixel, target, step, _)
            => Math.Max(0, Math.Min(pixel + 1, (target + 1) * step) - Math.Max(pixel, target * step)));

    /// <summary>Pillow's <c>precompute_coeffs</c> with its bilinear filter.</summary>
    public static float[] Triangle(float[] source, int height, int width, int targetHeight, int targetWidth)
        => Weighted(source, height, width, targetHeight, targetWidth, (pixel, target, step, _) =>
        {
            var scale = Math.Max(step, 1);
            var distance = Math.Abs((pixel + 0.5 - ((target + 0.5) * step)) / scale);
            return distance < 1 ? 1 - distance : 0;
        });

    /// <summary>PyTorch's <c>area_pixel_compute_source_index</c> and the two pixels around it.</summary>
    public static float[] Bilinear(float[] source, int height, int width, int targetHeight, int targetWidth)
        => Weighted(source, height, width, targetHeight, targetWidth, (pixel, target, step, count) =>
        {
            var position = Math.Max(0, (step * (target + 0.5)) - 0.5);
            var first = (int)position;
            var second = first + (first < count - 1 ? 1 : 0);
            var share = position - first;
            return (pixel == first ? 1 - share : 0) + (pixel == second ? share : 0);
        });

    /// <summary>The mean of all source pixels by the product of the weights along both axes.</summary>
    private static float[] Weighted(
        float[] source, int height, int width, int targetHeight, int targetWidth, Func<int, int, double, int, double> weight)
    {
        var result = new float[targetHeight * targetWidth];
        var (stepY, stepX) = ((double)height / targetHeight, (double)width / targetWidth);
        for (var i = 0; i < targetHeight; i++)
        {
            var rows = Enumerable.Range(0, height).Select(y => weight(y, i, stepY, height)).ToArray();
            for (var j = 0; j < targetWidth; j++)
            {
                var columns = Enumerable.Range(0, width).Select(x => weight(x, j, stepX, width)).ToArray();
                var (sum, weights) = (0.0, 0.0);
                for (var y = 0; y < height; y++)
                {
                    for (var x = 0; x < width; x++)
                    {
                        sum += rows[y] * columns[x] * source[(y * width) + x];
                        weights += rows[y] * columns[x];
                    }
                }

                result[(i * targetWidth) + j] = (float)(sum / weights);
            }
        }

        return result;
    }
}
