namespace Microsoft.ML.Data;

// Some rows of another view. Each cursor makes a test of its own, which answers null to end. It may read the given columns.
internal sealed class FilteredView(IDataView input, Func<DataViewRow, Func<bool?>> newTest,
    params DataViewSchema.Column[] tested) : IDataView
{
    public bool CanShuffle => false;
    public DataViewSchema Schema => input.Schema;
    public long? GetRowCount() => null;

    public DataViewRowCursor GetRowCursor(IEnumerable<DataViewSchema.Column> columnsNeeded, Random rand = null)
    {
        var source = input.GetRowCursor(columnsNeeded.Concat(tested).DistinctBy(c => c.Index));
        return new Cursor(source, newTest(source));
    }

    public DataViewRowCursor[] GetRowCursorSet(IEnumerable<DataViewSchema.Column> columnsNeeded, int n, Random rand = null)
        => [GetRowCursor(columnsNeeded, rand)];

    public static FilteredView Skip(IDataView input, long count) => new(input, _ =>
    {
        long row = 0;
        return () => row++ >= count;
    });

    public static FilteredView Take(IDataView input, long count) => new(input, _ =>
    {
        long row = 0;
        return () => row++ < count ? true : null;
    });

    private sealed class Cursor(DataViewRowCursor source, Func<bool?> test) : DataViewRowCursor
    {
        private long _position = -1;
        private bool _ended;

        public override DataViewSchema Schema => source.Schema;
        public override long Position => _position;
        public override long Batch => source.Batch;
        public override ValueGetter<DataViewRowId> GetIdGetter() => source.GetIdGetter();
        public override bool IsColumnActive(DataViewSchema.Column column) => source.IsColumnActive(column);
        public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column) => source.GetGetter<TValue>(column);

        public override bool MoveNext()
        {
            while (!_ended && source.MoveNext())
            {
                bool? keep = test();
                _ended = keep is null;
                if (keep != true)
                    continue;
                _position++;
                return true;
            }
            _ended = true;
            _position = -1;
            return false;
        }

        protected override void Dispose(bool disposing)
        {
            if (disposing)
                source.Dispose();
        }
    }
}
