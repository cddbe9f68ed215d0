using Microsoft.ML.Runtime;

namespace Microsoft.ML.Data;

// A lazy view over objects: each cursor enumerates them anew.
internal sealed class EnumerableView<TRow>(IEnumerable<TRow> data, RowClass rowClass) : IDataView
    where TRow : class
{
    public bool CanShuffle => false;
    public DataViewSchema Schema => rowClass.Schema;
    public long? GetRowCount() => (data as ICollection<TRow>)?.Count;

    public DataViewRowCursor GetRowCursor(IEnumerable<DataViewSchema.Column> columnsNeeded, Random rand = null)
    {
        var needed = columnsNeeded.Select(c => c.Index).ToHashSet();
        return new Cursor(data, new ObjectRow<TRow>(rowClass, needed.Contains));
    }

    public DataViewRowCursor[] GetRowCursorSet(IEnumerable<DataViewSchema.Column> columnsNeeded, int n, Random rand = null)
        => [GetRowCursor(columnsNeeded, rand)];

    private sealed class Cursor(IEnumerable<TRow> data, ObjectRow<TRow> row) : DataViewRowCursor
    {
        private IEnumerator<TRow> _rows = data.GetEnumerator();

        public override DataViewSchema Schema => row.Schema;
        public override long Position => _rows is null ? -1 : row.Position;
        public override long Batch => 0;
        public override ValueGetter<DataViewRowId> GetIdGetter() => row.GetIdGetter();
        public override bool IsColumnActive(DataViewSchema.Column column) => row.IsColumnActive(column);
        public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column) => row.GetGetter<TValue>(column);

        public override bool MoveNext()
        {
            if (_rows is null)
                return false;
            if (!_rows.MoveNext())
            {
                Dispose();
                return false;
            }
            Contracts.Check(_rows.Current is not null, "Encountered null when iterating over data, this is not supported.");
            row.Set(_rows.Current);
            return true;
        }

        protected override void Dispose(bool disposing)
        {
            if (disposing)
                _rows?.Dispose();
            _rows = null;
        }
    }
}
