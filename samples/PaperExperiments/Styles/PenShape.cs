namespace PaperExperiments.Styles;

/// <summary>Redraws the strokes of a gray image with another pen, by gray morphology.</summary>
internal static class PenShape
{
    private static readonly (int Row, int Column)[] Cross = [(0, 0), (-1, 0), (1, 0), (0, -1), (0, 1)];

    /// <summary>Redraws an image.</summary>
    public static float[] Draw(float[] gray, int height, int width, PenStroke pen) => pen switch
    {
        PenStroke.Thin => Ramp(gray, 0.25f, 0.75f),
        PenStroke.Normal => Ramp(gray, 0, 0.5f),
        PenStroke.Thick => Ramp(Dilate(gray, height, width), 0, 0.5f),
        PenStroke.Soft => Blur(Ramp(Dilate(gray, height, width), 0, 0.5f), height, width),
        _ => throw new ArgumentOutOfRangeException(nameof(pen), pen, $"There is no pen {pen}."),
    };

    /// <summary>From paper at one gray value to ink at another.</summary>
    private static float[] Ramp(float[] image, float from, float to)
        => Array.ConvertAll(image, value => Math.Clamp((value - from) / (to - from), 0, 1));

    /// <summary>The greatest of a pixel and its four neighbors.</summary>
    private static float[] Dilate(float[] image, int height, int width)
        => Map(height, width, (row, column) => Cross.Max(step => At(image, height, width, row + step.Row, column + step.Column)));

    /// <summary>The binomial 3 x 3 blur, close to a Gaussian of standard deviation 0.7.</summary>
    private static float[] Blur(float[] image, int height, int width) => Map(height, width, (row, column) =>
    {
        var sum = 0f;
        for (var i = -1; i <= 1; i++)
        {
            for (var j = -1; j <= 1; j++)
                sum += At(image, height, width, row + i, column + j) / (4 << (Math.Abs(i) + Math.Abs(j)));
        }

        return sum;
    });

    private static float[] Map(int height, int width, Func<int, int, float> pixel)
        => [.. from row in Enumerable.Range(0, height) from column in Enumerable.Range(0, width) select pixel(row, column)];

    private static float At(float[] image, int height, int width, int row, int column)
        => row < 0 || column < 0 || row >= height || column >= width ? 0 : image[(row * width) + column];
}
