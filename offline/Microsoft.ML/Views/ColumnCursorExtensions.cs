using Microsoft.ML.Runtime;

namespace Microsoft.ML.Data;

public static class ColumnCursorExtensions
{
    public static IEnumerable<T> GetColumn<T>(this IDataView data, string columnName)
        => data.GetColumn<T>(data.Schema[columnName]);

    public static IEnumerable<T> GetColumn<T>(this IDataView data, DataViewSchema.Column column)
    {
        Contracts.CheckValue(data, nameof(data));
        Contracts.CheckNonEmpty(column.Name, nameof(column));
        var found = data.Schema[column.Index];
        Contracts.CheckParam(found.Name == column.Name && found.Type == column.Type, nameof(column),
            $"column with name {column.Name}, type {column.Type}, and index {column.Index} cannot be found in data");
        if (column.Type.RawType == typeof(T))
            return data.Values<T>(column);
        var item = column.Type.ItemOrSelf();
        object converted =
            typeof(T) == typeof(string) && column.Type is TextDataViewType
                ? data.Values<ReadOnlyMemory<char>>(column).Select(text => text.ToString())
            : typeof(T) == typeof(string[]) && column.Type is VectorDataViewType && item is TextDataViewType
                ? data.Values<VBuffer<ReadOnlyMemory<char>>>(column)
                    .Select(v => v.DenseValues().Select(t => t.ToString()).ToArray())
            : typeof(T).IsArray && column.Type is VectorDataViewType && typeof(T).GetElementType() == item.RawType
                ? RowExtensions.CallGeneric<object>(typeof(ColumnCursorExtensions), nameof(Arrays), [item.RawType], data, column)
            : null;
        return (IEnumerable<T>)converted ?? throw Contracts.ExceptParam(nameof(column),
            $"Cannot map column (name: {column.Name}, type: {column.Type}) in data to the user-defined type, {typeof(T)}.");
    }

    private static IEnumerable<T[]> Arrays<T>(IDataView data, DataViewSchema.Column column)
        => data.Values<VBuffer<T>>(column).Select(vector => vector.DenseValues().ToArray());
}
