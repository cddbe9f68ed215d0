namespace Vhe.MLNet.Columns;

/// <summary>
/// Reads labeled images from a view and groups them by class, checking everything first. Classes come in the order of the keys, or
/// of their first rows.
/// </summary>
/// <param name="LabelColumnName">The column of labels.</param>
/// <param name="ImageColumnName">The column of images.</param>
/// <param name="GroupColumnName">The column of groups of classes, or null.</param>
/// <param name="MinimumImages">The fewest images that a class may have.</param>
/// <param name="EveryKeyValue">Whether every key value of a key column must have images, not only those that occur.</param>
/// <param name="MinimumClasses">The fewest classes.</param>
internal sealed record ClassReader(
    string LabelColumnName,
    string ImageColumnName,
    string? GroupColumnName,
    int MinimumImages,
    bool EveryKeyValue,
    int MinimumClasses = 2)
{
    /// <summary>Checks a schema shape.</summary>
    /// <exception cref="ArgumentException">A column is missing or of another type.</exception>
    public void Check(SchemaShape shape)
    {
        InputColumn.RequireLabels(shape, LabelColumnName);
        InputColumn.RequireImages(shape, ImageColumnName);
        if (GroupColumnName is not null)
            InputColumn.RequireLabels(shape, GroupColumnName);
    }

    /// <summary>Reads a view.</summary>
    /// <exception cref="ArgumentException">A column is missing or of another type or size.</exception>
    /// <exception cref="InvalidDataException">
    /// There are no rows, or too few classes; a class has too few images; a label is missing, or differs from another only in case or
    /// Unicode normal form; an image has a value that is not in [0, 1]. The message names the column, the row or the class.
    /// </exception>
    public GroupedImages Read(IDataView data, ImageShape shape)
    {
        var labels = LabelReader.Create(data.Schema, LabelColumnName);
        var groups = GroupColumnName is null ? null : LabelReader.Create(data.Schema, GroupColumnName);
        InputColumn.RequireImages(data.Schema, ImageColumnName, shape.Length);
        var classes = new ClassList(LabelColumnName);
        foreach (var name in labels.KeyValues ?? [])
            classes.Announce(name);

        try
        {
            Collect(data, shape, labels, groups, classes);
        }
        catch (InvalidOperationException e) when (ReadAhead.CauseOf(e) is { } problem)
        {
            throw new InvalidDataException(problem.Message, e);
        }

        return new GroupedImages(shape, classes.Finish(ImageColumnName, MinimumImages, EveryKeyValue, MinimumClasses));
    }

    private void Collect(IDataView data, ImageShape shape, LabelReader labels, LabelReader? groups, ClassList classes)
    {
        var columns = new[] { ImageColumnName, LabelColumnName, GroupColumnName }.OfType<string>().Distinct(
            StringComparer.Ordinal);
        using var cursor = data.GetRowCursor(columns.Select(name => data.Schema[name]));
        var getImage = cursor.GetGetter<VBuffer<float>>(data.Schema[ImageColumnName]);
        var getLabel = labels.Open(cursor);
        var getGroup = groups?.Open(cursor);
        VBuffer<float> image = default;
        while (cursor.MoveNext())
        {
            var label = getLabel() ?? throw new InvalidDataException(
                $"Column '{LabelColumnName}', row {cursor.Position}: the label is missing.");
            getImage(ref image);
            if (ImageColumn.Problem(image, shape.Length) is { } problem)
            {
                throw new InvalidDataException(
                    $"Column '{ImageColumnName}', row {cursor.Position}, class '{label}': it {problem}");
            }

            classes.Add(label, getGroup?.Invoke() ?? "", [.. image.DenseValues()]);
        }
    }

    /// <summary>The error of a row whose class had no examples when the transformer was fitted.</summary>
    public static InvalidDataException UnknownClass(string columnName, string label, IReadOnlyCollection<string> known)
    {
        const int MostNamed = 10;
        var names = string.Join(", ", known.Take(MostNamed).Select(name => $"'{name}'"));
        var which = $"{names}{(known.Count > MostNamed ? ", ..." : "")}";
        return new(
            string.IsNullOrWhiteSpace(label)
                ? $"Column '{columnName}': the label is missing. The classes with examples are: {which}."
                : $"Column '{columnName}': the class '{label}' had no examples when the transformer was fitted. The classes with "
                    + $"examples are: {which}.");
    }
}
