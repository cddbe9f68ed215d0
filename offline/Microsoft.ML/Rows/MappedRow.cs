using Microsoft.ML.Runtime;

namespace Microsoft.ML.Data;

internal sealed class MappedRow : DataViewRow
{
    private readonly DataViewRow _input;
    private readonly ColumnBindings _bindings;
    private readonly Delegate[] _added;
    private readonly HashSet<int> _active;

    public MappedRow(DataViewRow input, ColumnBindings bindings, IRowMapper mapper, DataViewSchema.Column[] active)
    {
        _input = input;
        _bindings = bindings;
        _active = active.Select(c => c.Index).ToHashSet();
        _added = mapper.CreateGetters(input, bindings.ActiveAdded(active));
    }

    public override DataViewSchema Schema => _bindings.Schema;
    public override long Position => _input.Position;
    public override long Batch => _input.Batch;

    public override ValueGetter<DataViewRowId> GetIdGetter() => _input.GetIdGetter();
    public override bool IsColumnActive(DataViewSchema.Column column) => _active.Contains(column.Index);

    public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column)
    {
        Contracts.CheckParam(IsColumnActive(column), nameof(column), "requested column not active");
        int source = _bindings.Source(column.Index);
        return source >= 0
            ? _input.GetGetter<TValue>(_input.Schema[source]) : RowExtensions.Typed<TValue>(_added[~source], column);
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            _input.Dispose();
    }
}
