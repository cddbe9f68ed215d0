namespace Microsoft.ML.Data;

// Some columns of another view.
internal sealed class SubsetView(IDataView input, int[] outputToInput) : IDataView, IRowToRowMapper
{
    public bool CanShuffle => input.CanShuffle;
    public DataViewSchema InputSchema => input.Schema;
    public DataViewSchema OutputSchema { get; } =
        DataViewSchema.Of(outputToInput.Select(i => new DataViewSchema.DetachedColumn(input.Schema[i])));

    public DataViewSchema Schema => OutputSchema;
    public long? GetRowCount() => input.GetRowCount();

    public DataViewRowCursor GetRowCursor(IEnumerable<DataViewSchema.Column> columnsNeeded, Random rand = null)
    {
        var cursor = input.GetRowCursor(GetDependencies(columnsNeeded), rand);
        return new WrappedCursor(cursor, new Row(cursor, OutputSchema, outputToInput));
    }

    public DataViewRowCursor[] GetRowCursorSet(IEnumerable<DataViewSchema.Column> columnsNeeded, int n, Random rand = null)
        => [GetRowCursor(columnsNeeded, rand)];

    public IEnumerable<DataViewSchema.Column> GetDependencies(IEnumerable<DataViewSchema.Column> dependingColumns)
    {
        var needed = dependingColumns.Select(c => outputToInput[c.Index]).ToHashSet();
        return InputSchema.Where(c => needed.Contains(c.Index)).ToArray();
    }

    public DataViewRow GetRow(DataViewRow row, IEnumerable<DataViewSchema.Column> activeColumns)
        => new Row(row, OutputSchema, outputToInput);

    private sealed class Row(DataViewRow input, DataViewSchema schema, int[] outputToInput) : DataViewRow
    {
        public override DataViewSchema Schema => schema;
        public override long Position => input.Position;
        public override long Batch => input.Batch;
        public override ValueGetter<DataViewRowId> GetIdGetter() => input.GetIdGetter();

        public override bool IsColumnActive(DataViewSchema.Column column)
            => input.IsColumnActive(input.Schema[outputToInput[column.Index]]);

        public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column)
            => input.GetGetter<TValue>(input.Schema[outputToInput[column.Index]]);

        protected override void Dispose(bool disposing)
        {
            if (disposing)
                input.Dispose();
        }
    }
}
