namespace Microsoft.ML.Data;

// What a transformer bound to an input schema adds to a row.
internal interface IRowMapper
{
    DataViewSchema.DetachedColumn[] GetOutputColumns();

    // Indices of the input columns that the given outputs need.
    IEnumerable<int> GetDependencies(Func<int, bool> activeOutput);

    // One typed ValueGetter for each active output, null for the others.
    Delegate[] CreateGetters(DataViewRow input, Func<int, bool> activeOutput);
}
