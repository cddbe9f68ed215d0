namespace Microsoft.ML.Data;

// Mappers one after the other, as one.
internal sealed class ChainedRowMapper(DataViewSchema inputSchema, IRowToRowMapper[] mappers) : IRowToRowMapper
{
    public DataViewSchema InputSchema => inputSchema;
    public DataViewSchema OutputSchema => mappers.Length > 0 ? mappers[^1].OutputSchema : inputSchema;

    public IEnumerable<DataViewSchema.Column> GetDependencies(IEnumerable<DataViewSchema.Column> dependingColumns)
        => mappers.Reverse().Aggregate(dependingColumns, (columns, mapper) => mapper.GetDependencies(columns));

    public DataViewRow GetRow(DataViewRow input, IEnumerable<DataViewSchema.Column> activeColumns)
    {
        Runtime.Contracts.CheckValue(input, nameof(input));
        var needed = new IEnumerable<DataViewSchema.Column>[mappers.Length];
        var columns = activeColumns;
        for (int i = mappers.Length - 1; i >= 0; i--)
        {
            needed[i] = columns.ToArray();
            columns = mappers[i].GetDependencies(needed[i]);
        }
        var row = input;
        for (int i = 0; i < mappers.Length; i++)
            row = mappers[i].GetRow(row, needed[i]);
        return row;
    }
}
