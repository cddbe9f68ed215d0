namespace Microsoft.ML.Data;

// A cursor whose values come from a row laid over another cursor.
internal sealed class WrappedCursor(DataViewRowCursor source, DataViewRow row) : DataViewRowCursor
{
    public override DataViewSchema Schema => row.Schema;
    public override long Position => source.Position;
    public override long Batch => source.Batch;
    public override bool MoveNext() => source.MoveNext();
    public override ValueGetter<DataViewRowId> GetIdGetter() => row.GetIdGetter();
    public override bool IsColumnActive(DataViewSchema.Column column) => row.IsColumnActive(column);
    public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column) => row.GetGetter<TValue>(column);

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            source.Dispose();
    }
}
