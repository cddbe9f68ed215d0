namespace Vhe.Networks.Data;

/// <summary>The rotations by 90 degrees and reflections of an image (section 4.2: "8 rotations/reflections").</summary>
internal static class Symmetry
{
    /// <summary>How many there are: eight of a square, four of another rectangle.</summary>
    public static int Count(ImageShape shape) => shape.Height == shape.Width ? 8 : 4;

    /// <summary>Applies one of them.</summary>
    public static float[] Apply(float[] source, ImageShape shape, int index)
    {
        if (index == 0)
            return source;

        var (channels, height, width) = shape;
        var result = new float[source.Length];
        var position = 0;
        for (var c = 0; c < channels; c++)
        {
            for (var i = 0; i < height; i++)
            {
                for (var j = 0; j < width; j++)
                {
                    var (row, column) = (index & 4) == 0 ? (i, j) : (j, i);
                    row = (index & 2) == 0 ? row : height - 1 - row;
                    column = (index & 1) == 0 ? column : width - 1 - column;
                    result[position++] = source[(((c * height) + row) * width) + column];
                }
            }
        }

        return result;
    }
}
