namespace Vhe.MLNet.Columns;

/// <summary>Reads vectors of ink and checks them: right size, finite, in [0, 1].</summary>
internal static class ImageColumn
{
    /// <summary>Copies a vector into an image.</summary>
    /// <exception cref="InvalidDataException">The vector is of another size, or a value is not in [0, 1].</exception>
    public static float[] Read(in VBuffer<float> vector, int length, string columnName)
        => Problem(vector, length) is { } problem
            ? throw new InvalidDataException($"Column '{columnName}' {problem}")
            : [.. vector.DenseValues()];

    /// <summary>Reads all images of a view.</summary>
    /// <exception cref="ArgumentException">The column is missing, or of another type or size.</exception>
    /// <exception cref="InvalidDataException">There are no rows, or a value is not in [0, 1].</exception>
    public static IReadOnlyList<float[]> ReadAll(IDataView data, string columnName, int length)
    {
        var column = InputColumn.RequireImages(data.Schema, columnName, length);
        var images = new List<float[]>();
        try
        {
            using var cursor = data.GetRowCursor([column]);
            var getter = cursor.GetGetter<VBuffer<float>>(column);
            VBuffer<float> vector = default;
            while (cursor.MoveNext())
            {
                getter(ref vector);
                images.Add(Problem(vector, length) is { } problem
                    ? throw new InvalidDataException($"Column '{columnName}', row {cursor.Position}: it {problem}")
                    : [.. vector.DenseValues()]);
            }
        }
        catch (InvalidOperationException e) when (ReadAhead.CauseOf(e) is { } problem)
        {
            throw new InvalidDataException(problem.Message, e);
        }

        return images.Count > 0
            ? images
            : throw new InvalidDataException($"There are no images: column '{columnName}' has no rows.");
    }

    /// <summary>What is wrong with a vector.</summary>
    public static string? Problem(in VBuffer<float> vector, int length)
    {
        if (vector.Length != length)
            return $"has a vector of {vector.Length} values; an image has {length}.";

        foreach (var value in vector.GetValues())
        {
            // Written so that NaN is found as well.
            if (!(value >= 0f && value <= 1f))
                return $"has the value {value}; ink is in [0, 1]. LoadGlyphs gives such vectors.";
        }

        return null;
    }
}
