namespace Microsoft.ML.Data;

// Input columns with the added ones: at the end, or right after the column whose name they take (which they hide).
internal sealed class ColumnBindings
{
    private readonly int[] _map;

    public ColumnBindings(DataViewSchema input, DataViewSchema.DetachedColumn[] added)
    {
        Input = input;
        var order = Enumerable.Range(0, input.Count).ToList();
        string NameAt(int position) => order[position] >= 0 ? input[order[position]].Name : added[~order[position]].Name;
        for (int i = 0; i < added.Length; i++)
        {
            int at = order.Count - 1;
            while (at >= 0 && NameAt(at) != added[i].Name)
                at--;
            order.Insert(at < 0 ? order.Count : at + 1, ~i);
        }
        _map = order.ToArray();
        Schema = DataViewSchema.Of(_map.Select(i => i >= 0 ? new DataViewSchema.DetachedColumn(input[i]) : added[~i]));
    }

    public DataViewSchema Input { get; }
    public DataViewSchema Schema { get; }

    // The index of an input column, or the complement of the index of an added one.
    public int Source(int outputColumn) => _map[outputColumn];

    public Func<int, bool> ActiveAdded(IEnumerable<DataViewSchema.Column> active)
    {
        var added = active.Select(c => _map[c.Index]).Where(i => i < 0).Select(i => ~i).ToHashSet();
        return added.Contains;
    }
}
