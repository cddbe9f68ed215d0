namespace Vhe.Networks.Data;

/// <summary>Small random affine copies of an image (section 4.2: "20 small random affine transformations").</summary>
internal static class AffineJitter
{
    /// <summary>Draws one copy by bilinear interpolation; what comes from outside is paper.</summary>
    public static float[] Copy(Augmentation options, float[] source, ImageShape shape, Random random)
    {
        var angle = options.Rotation * random.NextNormal();
        var (scaleX, scaleY) = (Math.Exp(options.LogScale * random.NextNormal()), Math.Exp(options.LogScale * random.NextNormal()));
        var shear = options.Shear * random.NextNormal();
        var (shiftX, shiftY) = (options.Shift * random.NextNormal(), options.Shift * random.NextNormal());
        var (cos, sin) = (Math.Cos(angle), Math.Sin(angle));

        // From output to input, both centered: rotation after shear after scale.
        var (xx, xy) = (cos * scaleX, ((cos * shear) - sin) * scaleY);
        var (yx, yy) = (sin * scaleX, ((sin * shear) + cos) * scaleY);
        var (channels, height, width) = shape;
        var (centerX, centerY) = ((width - 1) / 2.0, (height - 1) / 2.0);
        var result = new float[source.Length];
        var position = 0;
        for (var c = 0; c < channels; c++)
        {
            var plane = source.AsSpan(c * height * width, height * width);
            for (var i = 0; i < height; i++)
            {
                for (var j = 0; j < width; j++)
                {
                    var (dx, dy) = (j - centerX, i - centerY);
                    var x = centerX + (xx * dx) + (xy * dy) + (shiftX * width / 2);
                    var y = centerY + (yx * dx) + (yy * dy) + (shiftY * height / 2);
                    result[position++] = Bilinear(plane, height, width, y, x);
                }
            }
        }

        return result;
    }

    /// <summary>A standard normal number (Box and Muller).</summary>
    public static double NextNormal(this Random random)
        => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());

    private static float Bilinear(ReadOnlySpan<float> plane, int height, int width, double y, double x)
    {
        var (top, left) = ((int)Math.Floor(y), (int)Math.Floor(x));
        var (below, right) = ((float)(y - top), (float)(x - left));
        return ((1 - below) * (((1 - right) * At(plane, top, left)) + (right * At(plane, top, left + 1))))
            + (below * (((1 - right) * At(plane, top + 1, left)) + (right * At(plane, top + 1, left + 1))));

        float At(ReadOnlySpan<float> pixels, int row, int column)
            => row < 0 || column < 0 || row >= height || column >= width ? 0 : pixels[(row * width) + column];
    }
}
