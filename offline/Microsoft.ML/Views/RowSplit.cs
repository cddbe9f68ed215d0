using Microsoft.ML.Runtime;

namespace Microsoft.ML.Data;

// Gives each row a number in [0, 1): random by position, or the same for all rows with the same sampling key.
internal sealed class RowSplit
{
    private readonly IDataView _data;
    private readonly int _seed;
    private readonly DataViewSchema.Column[] _key;

    public RowSplit(IDataView data, string samplingKey, int seed)
    {
        _data = data;
        _seed = seed;
        _key = samplingKey is null ? [] : [data.Schema.Require(samplingKey, "SamplingKeyColumn")];
    }

    public IDataView Inside(double from, double to) => Where(number => number >= from && number < to);
    public IDataView Outside(double from, double to) => Where(number => number < from || number >= to);

    private FilteredView Where(Func<double, bool> keep) => new(_data, row =>
    {
        var random = new Random(_seed);
        if (_key is not [var key])
            return () => keep(random.NextDouble());
        var value = row.BoxedGetter(key);
        return () => keep(new Random(Hash(value().ToString()) ^ _seed).NextDouble());
    }, _key);

    private static int Hash(string text) => text.Aggregate(17, (hash, c) => unchecked((hash * 31) + c));
}
