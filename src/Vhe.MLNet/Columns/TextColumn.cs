namespace Vhe.MLNet.Columns;

/// <summary>
/// A column of names as text, as which a saved mapping can read it: ML.NET binds keys only where a row class knows their number.
/// </summary>
internal static class TextColumn
{
    private static readonly HashSet<DataViewType> WholeNumbers =
    [
        NumberDataViewType.SByte, NumberDataViewType.Int16, NumberDataViewType.Int32, NumberDataViewType.Int64,
        NumberDataViewType.Byte, NumberDataViewType.UInt16, NumberDataViewType.UInt32, NumberDataViewType.UInt64,
    ];

    /// <summary>How a column comes to text.</summary>
    /// <exception cref="ArgumentException">The column is missing, of another type, or a key without key values of text.
    /// </exception>
    public static TextKind KindOf(DataViewSchema schema, string name, bool numbers)
    {
        var column = InputColumn.Require(schema, name, What(numbers));
        return column.Type switch
        {
            TextDataViewType => TextKind.Text,
            KeyDataViewType => KeyValuesOf(column) is TextDataViewType
                ? TextKind.Key
                : throw InputColumn.WrongType(
                    name, $"{column.Type} with key values of type {KeyValuesOf(column)?.ToString() ?? "none"}", What(numbers)),
            var type when numbers && WholeNumbers.Contains(type) => TextKind.Number,
            var type => throw InputColumn.WrongType(name, type.ToString()!, What(numbers)),
        };
    }

    /// <summary>Checks that a column is of the kind that it was where the transformer was fitted.</summary>
    /// <exception cref="ArgumentException">The column is missing or of another kind.</exception>
    public static void Require(DataViewSchema schema, string name, TextKind expected)
    {
        if (KindOf(schema, name, numbers: expected == TextKind.Number) != expected)
        {
            var wanted = expected switch
            {
                TextKind.Text => "text",
                TextKind.Key => "a key with key values of text",
                _ => "a whole number",
            };
            throw InputColumn.WrongType(name, schema[name].Type.ToString()!, $"{wanted}, as when it was fitted");
        }
    }

    /// <summary>Checks a column of a schema shape, which knows less than a schema.</summary>
    /// <exception cref="ArgumentException">The column is missing, or neither text nor a key nor a whole number.</exception>
    public static void Require(SchemaShape shape, string name)
    {
        var column = InputColumn.Require(shape, name, What(numbers: true));
        if (column.Kind != SchemaShape.Column.VectorKind.Scalar
            || !(column.IsKey || column.ItemType is TextDataViewType || WholeNumbers.Contains(column.ItemType)))
        {
            throw InputColumn.WrongType(name, InputColumn.Describe(column), What(numbers: true));
        }
    }

    /// <summary>Adds the column as text to a chain.</summary>
    public static void Add(ChainBuilder chain, string internalName, string name, TextKind kind)
        => chain.Add(kind switch
        {
            TextKind.Text => chain.Catalog.CopyColumns(internalName, name),
            TextKind.Key => chain.Catalog.Conversion.MapKeyToValue(internalName, name),
            _ => (IEstimator<ITransformer>)chain.Catalog.Conversion.ConvertType(internalName, name, DataKind.String),
        });

    private static PrimitiveDataViewType? KeyValuesOf(DataViewSchema.Column column)
        => (column.Annotations.Schema.GetColumnOrNull("KeyValues")?.Type as VectorDataViewType)?.ItemType;

    private static string What(bool numbers)
        => numbers
            ? "text, a whole number, or a key with key values of text"
            : "a label (text, or a key with key values of text)";
}
