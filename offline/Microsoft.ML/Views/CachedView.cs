namespace Microsoft.ML.Data;

// Reads each column of its source once, when it is first asked for, and keeps it in memory.
internal sealed class CachedView : IDataView
{
    private readonly Lock _gate = new();
    private readonly IDataView _source;
    private readonly Array[] _columns;
    private int _rows = -1;

    public CachedView(IDataView source)
    {
        _source = CacheableColumns.Of(source);
        _columns = new Array[Schema.Count];
    }

    public bool CanShuffle => true;
    public DataViewSchema Schema => _source.Schema;
    public long? GetRowCount() => _rows >= 0 ? _rows : _source.GetRowCount();

    public DataViewRowCursor GetRowCursor(IEnumerable<DataViewSchema.Column> columnsNeeded, Random rand = null)
    {
        var needed = columnsNeeded.ToArray();
        lock (_gate)
        {
            Fill(needed.Where(c => _columns[c.Index] is null).ToArray());
            var columns = Schema.Select(c => _columns[c.Index] ?? Array.CreateInstance(c.Type.RawType, _rows)).ToArray();
            return new ColumnsView(Schema, columns).GetRowCursor(needed, rand);
        }
    }

    public DataViewRowCursor[] GetRowCursorSet(IEnumerable<DataViewSchema.Column> columnsNeeded, int n, Random rand = null)
        => [GetRowCursor(columnsNeeded, rand)];

    private void Fill(DataViewSchema.Column[] missing)
    {
        if (missing.Length == 0 && _rows >= 0)
            return;
        using var cursor = _source.GetRowCursor(missing);
        var collectors = missing
            .Select(c => this.CallGeneric<(Action, Func<Array>)>(nameof(Collect), c.Type.RawType, cursor, c)).ToArray();
        int rows = 0;
        for (; cursor.MoveNext(); rows++)
        {
            foreach (var (add, _) in collectors)
                add();
        }
        _rows = rows;
        for (int i = 0; i < missing.Length; i++)
            _columns[missing[i].Index] = collectors[i].Item2();
    }

    private static (Action Add, Func<Array> Finish) Collect<T>(DataViewRow row, DataViewSchema.Column column)
    {
        var getter = row.GetGetter<T>(column);
        var values = new List<T>();
        return (() =>
        {
            T value = default;
            getter(ref value);
            values.Add(value);
        }, () => values.ToArray());
    }
}
