namespace Microsoft.ML.Data;

internal static class DataViewExtensions
{
    public static DataViewRowCursor Cursor(this IDataView view, params DataViewSchema.Column[] columns)
        => view.GetRowCursor(columns);

    public static IEnumerable<T> Values<T>(this IDataView view, DataViewSchema.Column column)
    {
        using var cursor = view.Cursor(column);
        var getter = cursor.GetGetter<T>(column);
        while (cursor.MoveNext())
        {
            T value = default;
            getter(ref value);
            yield return value;
        }
    }
}
