namespace Microsoft.ML.Data;

// All rows in a random order that the seed fixes; read into memory, a column at a time, when first asked for.
internal sealed class ShuffledView(IDataView input, int seed) : IDataView
{
    private readonly CachedView _cached = new(input);

    public bool CanShuffle => true;
    public DataViewSchema Schema => _cached.Schema;
    public long? GetRowCount() => input.GetRowCount();

    public DataViewRowCursor GetRowCursor(IEnumerable<DataViewSchema.Column> columnsNeeded, Random rand = null)
        => _cached.GetRowCursor(columnsNeeded, rand ?? new Random(seed));

    public DataViewRowCursor[] GetRowCursorSet(IEnumerable<DataViewSchema.Column> columnsNeeded, int n, Random rand = null)
        => [GetRowCursor(columnsNeeded, rand)];
}
