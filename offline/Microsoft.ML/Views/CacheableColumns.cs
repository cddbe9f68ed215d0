using Microsoft.ML.Runtime;

namespace Microsoft.ML.Data;

// What is kept in memory, to be cached or shuffled, must be copied, and only simple values and vectors of them can be: all other
// columns, such as images, are dropped without a word.
internal static class CacheableColumns
{
    public static bool IsCacheable(this DataViewType type) => type is PrimitiveDataViewType or VectorDataViewType;

    public static IDataView Of(IDataView data)
    {
        var kept = data.Schema.Where(column => column.Type.IsCacheable()).Select(column => column.Index).ToArray();
        if (kept.Length == data.Schema.Count)
            return data;
        Contracts.Check(kept.Length > 0, "Choose columns by index has no output column.");
        return new SubsetView(data, kept);
    }
}
