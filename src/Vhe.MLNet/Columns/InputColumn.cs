namespace Vhe.MLNet.Columns;

/// <summary>
/// Checks of the user's columns before any work starts: every problem is an <see cref="ArgumentException"/> that names the
/// column, what it is and what it should be.
/// </summary>
internal static class InputColumn
{
    /// <summary>The column of a schema.</summary>
    /// <exception cref="ArgumentException">There is none.</exception>
    public static DataViewSchema.Column Require(DataViewSchema schema, string name, string what)
        => schema.GetColumnOrNull(name) ?? throw Missing(
            name, what, schema.Where(column => !column.IsHidden).Select(column => column.Name));

    /// <summary>The column of a schema shape, which knows less than a schema.</summary>
    /// <exception cref="ArgumentException">There is none.</exception>
    public static SchemaShape.Column Require(SchemaShape shape, string name, string what)
    {
        foreach (var column in shape)
        {
            if (column.Name == name)
                return column;
        }

        throw Missing(name, what, shape.Select(column => column.Name));
    }

    /// <summary>Checks that a column holds vectors of ink of the model's size.</summary>
    /// <exception cref="ArgumentException">The column is missing, of another type or of another size.</exception>
    public static DataViewSchema.Column RequireImages(DataViewSchema schema, string name, int length)
    {
        var column = Require(schema, name, $"a vector of {length} floats");
        if (column.Type is not VectorDataViewType vector || vector.ItemType != NumberDataViewType.Single)
            throw WrongType(name, column.Type.ToString()!, $"a vector of {length} floats");

        return vector.Size == length || vector.Size == 0
            ? column
            : throw new ArgumentException(
                $"Column '{name}' holds vectors of {vector.Size} values; the model's images have {length}.");
    }

    /// <summary>Checks that a column of a schema shape holds vectors of floats.</summary>
    /// <exception cref="ArgumentException">The column is missing or of another type.</exception>
    public static void RequireImages(SchemaShape shape, string name)
    {
        var column = Require(shape, name, "a vector of floats");
        if (column.Kind == SchemaShape.Column.VectorKind.Scalar || column.IsKey || column.ItemType != NumberDataViewType.Single)
            throw WrongType(name, Describe(column), "a vector of floats");
    }

    /// <summary>Checks that a column of a schema shape holds labels: text, or a key.</summary>
    /// <exception cref="ArgumentException">The column is missing or of another type.</exception>
    public static void RequireLabels(SchemaShape shape, string name)
    {
        const string What = "a label (text, or a key with key values)";
        var column = Require(shape, name, What);
        if (column.Kind != SchemaShape.Column.VectorKind.Scalar || !(column.IsKey || column.ItemType is TextDataViewType))
            throw WrongType(name, Describe(column), What);
    }

    /// <summary>Checks a name that the user gave to a column.</summary>
    /// <exception cref="ArgumentException">It is empty.</exception>
    public static string CheckName(string? name, string parameter)
        => string.IsNullOrWhiteSpace(name)
            ? throw new ArgumentException($"The column name {parameter} is empty.", parameter)
            : name;

    /// <summary>Checks that no two columns to add have one name: the later would hide the earlier.</summary>
    /// <exception cref="ArgumentException">Two are the same; the message names the column.</exception>
    public static void CheckDistinct(params ReadOnlySpan<string?> names)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var name in names)
        {
            if (name is not null && !seen.Add(name))
                throw new ArgumentException($"Two columns to add are both called '{name}'.");
        }
    }

    /// <summary>The error of a column of a wrong type.</summary>
    public static ArgumentException WrongType(string name, string actual, string expected)
        => new($"Column '{name}' is of type {actual}; it should be {expected}.");

    /// <summary>What a column of a schema shape is, for messages.</summary>
    public static string Describe(SchemaShape.Column column)
    {
        var item = column.IsKey ? $"Key<{column.ItemType}>" : column.ItemType.ToString();
        return column.Kind == SchemaShape.Column.VectorKind.Scalar ? item! : $"{column.Kind}<{item}>";
    }

    private static ArgumentException Missing(string name, string what, IEnumerable<string> present)
    {
        var columns = string.Join(", ", present);
        return new($"There is no column '{name}', which should hold {what}. The columns are: {columns}.");
    }
}
