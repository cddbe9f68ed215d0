using Microsoft.ML.Runtime;

namespace Microsoft.ML.Data;

// A view over one array of raw values a column.
internal sealed class ColumnsView : IDataView
{
    private readonly Array[] _columns;
    private readonly int _rows;

    public ColumnsView(DataViewSchema schema, Array[] columns)
    {
        Schema = schema;
        _columns = columns;
        _rows = columns.Length > 0 ? columns[0].Length : 0;
        Contracts.Check(columns.All(c => c.Length == _rows), "The columns differ in length.");
    }

    public bool CanShuffle => true;
    public DataViewSchema Schema { get; }
    public long? GetRowCount() => _rows;

    public DataViewRowCursor GetRowCursor(IEnumerable<DataViewSchema.Column> columnsNeeded, Random rand = null)
    {
        int[] order = null;
        if (rand is not null)
        {
            order = Enumerable.Range(0, _rows).ToArray();
            rand.Shuffle(order);
        }
        return new Cursor(this, columnsNeeded.Select(c => c.Index).ToHashSet(), order);
    }

    public DataViewRowCursor[] GetRowCursorSet(IEnumerable<DataViewSchema.Column> columnsNeeded, int n, Random rand = null)
        => [GetRowCursor(columnsNeeded, rand)];

    private sealed class Cursor(ColumnsView view, HashSet<int> active, int[] order) : DataViewRowCursor
    {
        private long _position = -1;

        public override DataViewSchema Schema => view.Schema;
        public override long Position => _position;
        public override long Batch => 0;
        public override bool IsColumnActive(DataViewSchema.Column column) => active.Contains(column.Index);
        private int Index => order is null ? (int)_position : order[_position];

        public override bool MoveNext()
        {
            if (_position + 1 >= view._rows)
            {
                _position = -1;
                return false;
            }
            _position++;
            return true;
        }

        public override ValueGetter<DataViewRowId> GetIdGetter()
            => (ref DataViewRowId id) => id = new DataViewRowId((ulong)Index, 0);

        public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column)
        {
            Contracts.CheckParam(IsColumnActive(column), nameof(column), "requested column not active");
            if (column.Type is VectorDataViewType vector)
            {
                return RowExtensions.Typed<TValue>(
                    this.CallGeneric<Delegate>(nameof(VectorGetter), vector.ItemType.RawType, column), column);
            }
            var values = view._columns[column.Index] as TValue[];
            ValueGetter<TValue> getter = values is null ? null : (ref TValue value) => value = values[Index];
            return RowExtensions.Typed<TValue>(getter, column);
        }

        private ValueGetter<VBuffer<T>> VectorGetter<T>(DataViewSchema.Column column)
        {
            var values = (VBuffer<T>[])view._columns[column.Index];
            return (ref VBuffer<T> value) => values[Index].CopyTo(ref value);
        }
    }
}
