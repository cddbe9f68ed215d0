namespace Microsoft.ML.Data;

// A view, and a mapper of rows, that adds the columns of a row mapper to its input. Values are computed when asked for.
internal sealed class RowMapperView : IDataView, IRowToRowMapper
{
    private readonly IDataView _input;
    private readonly IRowMapper _mapper;
    private readonly ColumnBindings _bindings;

    public RowMapperView(IDataView input, IRowMapper mapper)
    {
        _input = input;
        _mapper = mapper;
        _bindings = new ColumnBindings(input.Schema, mapper.GetOutputColumns());
    }

    public bool CanShuffle => _input.CanShuffle;
    public DataViewSchema Schema => _bindings.Schema;
    public DataViewSchema InputSchema => _bindings.Input;
    public DataViewSchema OutputSchema => _bindings.Schema;

    public long? GetRowCount() => _input.GetRowCount();

    public DataViewRowCursor GetRowCursor(IEnumerable<DataViewSchema.Column> columnsNeeded, Random rand = null)
    {
        var active = columnsNeeded.ToArray();
        var cursor = _input.GetRowCursor(GetDependencies(active), rand);
        return new WrappedCursor(cursor, new MappedRow(cursor, _bindings, _mapper, active));
    }

    public DataViewRowCursor[] GetRowCursorSet(IEnumerable<DataViewSchema.Column> columnsNeeded, int n, Random rand = null)
        => [GetRowCursor(columnsNeeded, rand)];

    public IEnumerable<DataViewSchema.Column> GetDependencies(IEnumerable<DataViewSchema.Column> dependingColumns)
    {
        var active = dependingColumns.ToArray();
        var needed = active.Select(c => _bindings.Source(c.Index)).Where(i => i >= 0)
            .Union(_mapper.GetDependencies(_bindings.ActiveAdded(active))).ToHashSet();
        return InputSchema.Where(c => needed.Contains(c.Index)).ToArray();
    }

    public DataViewRow GetRow(DataViewRow input, IEnumerable<DataViewSchema.Column> activeColumns)
    {
        Runtime.Contracts.CheckValue(input, nameof(input));
        return new MappedRow(input, _bindings, _mapper, activeColumns.ToArray());
    }
}
