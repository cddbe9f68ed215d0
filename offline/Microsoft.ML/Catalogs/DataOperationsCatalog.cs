using Microsoft.ML.Data;
using Microsoft.ML.Runtime;
using Microsoft.ML.Transforms;

namespace Microsoft.ML;

public sealed class DataOperationsCatalog
{
    private readonly MLContext _context;

    internal DataOperationsCatalog(MLContext context) => _context = context;

    public IDataView LoadFromEnumerable<TRow>(IEnumerable<TRow> data, SchemaDefinition schemaDefinition = null)
        where TRow : class
    {
        Contracts.CheckValue(data, nameof(data));
        return new EnumerableView<TRow>(data, RowClass.Of(typeof(TRow), SchemaDefinition.Direction.Read, schemaDefinition));
    }

    public IDataView LoadFromEnumerable<TRow>(IEnumerable<TRow> data, DataViewSchema schema)
        where TRow : class
        => LoadFromEnumerable(data, ModelOperationsCatalog.DefinitionOf<TRow>(schema));

    public IEnumerable<TRow> CreateEnumerable<TRow>(IDataView data, bool reuseRowObject, bool ignoreMissingColumns = false,
        SchemaDefinition schemaDefinition = null)
        where TRow : class, new()
    {
        Contracts.CheckValue(data, nameof(data));
        return Rows(data, new ObjectReader<TRow>(data.Schema, ignoreMissingColumns, schemaDefinition), reuseRowObject);
    }

    public IDataView Cache(IDataView input, params string[] columnsToPrefetch)
    {
        Contracts.CheckValue(input, nameof(input));
        var prefetched = (columnsToPrefetch ?? []).Select(name => input.Schema.Require(name, "prefetch")).ToArray();
        foreach (var column in prefetched)
        {
            Contracts.Check(column.Type.IsCacheable(),
                $"Asked to prefetch column '{column.Name}' into cache, but it is of unhandled type '{column.Type}'");
        }
        var view = new CachedView(input);
        if (prefetched.Length > 0)
            view.GetRowCursor(prefetched.Select(column => view.Schema[column.Name]).ToArray()).Dispose();
        return view;
    }

    public IDataView FilterRowsByMissingValues(IDataView input, params string[] columns)
    {
        Contracts.CheckValue(input, nameof(input));
        Contracts.CheckUserArg(columns is { Length: > 0 }, nameof(columns), null);
        var tested = columns.Select(name => input.Schema.Require(name, "filter")).ToArray();
        foreach (var column in tested)
        {
            Contracts.Check(column.Type.ItemOrSelf().RawType is { } raw && (raw == typeof(float) || raw == typeof(double)),
                $"Column '{column.Name}' has type {column.Type} which does not support missing values, " +
                "so we cannot filter on them");
        }
        return new FilteredView(input, row =>
        {
            var values = tested.Select(c => row.BoxedGetter(c)).ToArray();
            return () => !values.Any(value => ValueConversions.HasMissing(value()));
        }, tested);
    }

    public IDataView SkipRows(IDataView input, long count)
    {
        Contracts.CheckValue(input, nameof(input));
        Contracts.CheckUserArg(count > 0, nameof(count), "Must be greater than zero.");
        return FilteredView.Skip(input, count);
    }

    public IDataView TakeRows(IDataView input, long count)
    {
        Contracts.CheckValue(input, nameof(input));
        Contracts.CheckUserArg(count > 0, nameof(count), "Must be greater than zero.");
        return FilteredView.Take(input, count);
    }

    public IDataView ShuffleRows(IDataView input, int? seed = null, int shufflePoolSize = 1000, bool shuffleSource = true)
    {
        Contracts.CheckValue(input, nameof(input));
        Contracts.CheckUserArg(shufflePoolSize > 0, nameof(shufflePoolSize), "Must be positive");
        return new ShuffledView(input, seed ?? NextSeed());
    }

    public TrainTestData TrainTestSplit(IDataView data, double testFraction = 0.1, string samplingKeyColumnName = null,
        int? seed = null)
    {
        Contracts.CheckValue(data, nameof(data));
        Contracts.CheckParam(testFraction is > 0 and < 1, nameof(testFraction), "Must be between 0 and 1 exclusive");
        var split = new RowSplit(data, samplingKeyColumnName, seed ?? _context.Seed ?? NextSeed());
        return new TrainTestData(split.Outside(0, testFraction), split.Inside(0, testFraction));
    }

    public IReadOnlyList<TrainTestData> CrossValidationSplit(IDataView data, int numberOfFolds = 5,
        string samplingKeyColumnName = null, int? seed = null)
    {
        Contracts.CheckValue(data, nameof(data));
        Contracts.CheckParam(numberOfFolds > 1, nameof(numberOfFolds), "Must be more than 1");
        var split = new RowSplit(data, samplingKeyColumnName, seed ?? _context.Seed ?? NextSeed());
        return Enumerable.Range(0, numberOfFolds).Select(fold =>
        {
            var (from, to) = ((double)fold / numberOfFolds, (fold + 1.0) / numberOfFolds);
            return new TrainTestData(split.Outside(from, to), split.Inside(from, to));
        }).ToArray();
    }

    private int NextSeed() => ((IHostEnvironment)_context).Register("Data").Rand.Next();

    private static IEnumerable<TRow> Rows<TRow>(IDataView data, ObjectReader<TRow> reader, bool reuse)
        where TRow : class, new()
    {
        using var cursor = data.GetRowCursor(reader.Columns);
        var fill = reader.Bind(cursor);
        TRow row = null;
        while (cursor.MoveNext())
        {
            if (!reuse || row is null)
                row = new TRow();
            fill(row);
            yield return row;
        }
    }

    public struct TrainTestData
    {
        public readonly IDataView TrainSet;
        public readonly IDataView TestSet;

        internal TrainTestData(IDataView trainSet, IDataView testSet)
        {
            TrainSet = trainSet;
            TestSet = testSet;
        }
    }
}
