using System.Globalization;

namespace Vhe.MLNet.Columns;

/// <summary>Reads a label column as class names: text as it is, a key by its key values. Used by one cursor.</summary>
internal sealed class LabelReader
{
    private const string What = "a label (text, or a key with key values)";

    private readonly Func<DataViewRow, Func<string?>> _open;

    private LabelReader(IReadOnlyList<string>? keyValues, Func<DataViewRow, Func<string?>> open)
    {
        KeyValues = keyValues;
        _open = open;
    }

    /// <summary>The names that the key column knows, in the order of its keys; null for a text column.</summary>
    public IReadOnlyList<string>? KeyValues { get; }

    /// <summary>Prepares to read a column.</summary>
    /// <exception cref="ArgumentException">The column is missing, of another type, or a key without key values.</exception>
    public static LabelReader Create(DataViewSchema schema, string name)
    {
        var column = InputColumn.Require(schema, name, What);
        return column.Type switch
        {
            TextDataViewType => new(null, row => OpenText(row.GetGetter<ReadOnlyMemory<char>>(column))),
            KeyDataViewType key => OpenKey(column, key, ReadKeyValues(column)),
            _ => throw InputColumn.WrongType(name, column.Type.ToString()!, What),
        };
    }

    /// <summary>Opens the column of a cursor.</summary>
    public Func<string?> Open(DataViewRow row) => _open(row);

    private static Func<string?> OpenText(ValueGetter<ReadOnlyMemory<char>> getter)
    {
        ReadOnlyMemory<char> value = default;
        return () =>
        {
            getter(ref value);
            return value.Span.IsWhiteSpace() ? null : value.ToString();
        };
    }

    private static LabelReader OpenKey(DataViewSchema.Column column, KeyDataViewType key, string[] names)
        => key.RawType switch
        {
            var raw when raw == typeof(byte) => new(names, row => OpenKey(row.GetGetter<byte>(column), value => value, names)),
            var raw when raw == typeof(ushort) => new(
                names, row => OpenKey(row.GetGetter<ushort>(column), value => value, names)),
            var raw when raw == typeof(uint) => new(names, row => OpenKey(row.GetGetter<uint>(column), value => value, names)),
            _ => new(names, row => OpenKey(row.GetGetter<ulong>(column), value => value, names)),
        };

    // Key 0 is ML.NET's missing value, and so is any key beyond the count.
    private static Func<string?> OpenKey<T>(ValueGetter<T> getter, Func<T, ulong> toKey, string[] names)
    {
        T value = default!;
        return () =>
        {
            getter(ref value);
            var key = toKey(value);
            return key == 0 || key > (ulong)names.Length ? null : names[(int)key - 1];
        };
    }

    private static string[] ReadKeyValues(DataViewSchema.Column column)
    {
        var values = column.Annotations.Schema.GetColumnOrNull("KeyValues")?.Type as VectorDataViewType
            ?? throw new ArgumentException(
                $"Column '{column.Name}' is a key without key values, so that the classes have no names. Make it by "
                + "MapValueToKey, or give text.");
        return values.ItemType switch
        {
            TextDataViewType => KeyValuesAs<ReadOnlyMemory<char>>(column),
            var type when type == NumberDataViewType.Single => KeyValuesAs<float>(column),
            var type when type == NumberDataViewType.Double => KeyValuesAs<double>(column),
            var type when type == NumberDataViewType.Int32 => KeyValuesAs<int>(column),
            var type when type == NumberDataViewType.UInt32 => KeyValuesAs<uint>(column),
            var type when type == NumberDataViewType.Int64 => KeyValuesAs<long>(column),
            BooleanDataViewType => KeyValuesAs<bool>(column),
            var other => throw InputColumn.WrongType(
                column.Name, $"Key with key values of type {other}", "a key with key values of text or numbers"),
        };
    }

    // A class has the same name in every culture: it is saved with the model.
    private static string[] KeyValuesAs<T>(DataViewSchema.Column column)
    {
        VBuffer<T> values = default;
        column.GetKeyValues(ref values);
        return [.. values.DenseValues().Select(value => Convert.ToString(value, CultureInfo.InvariantCulture)!)];
    }
}
