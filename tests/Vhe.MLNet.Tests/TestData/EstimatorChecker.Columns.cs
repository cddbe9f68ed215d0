namespace Vhe.MLNet.Tests.TestData;

/// <content>The columns that an estimator reads, and those that it refuses.</content>
internal static partial class EstimatorChecker
{
    private static void CheckRefusals(
        MLContext mlContext,
        IEstimator<ITransformer> estimator,
        ITransformer transformer,
        IDataView data,
        string[] reads,
        string[] fits)
    {
        foreach (var name in reads.Concat(fits))
        {
            var without = mlContext.Transforms.DropColumns(name).Fit(data).Transform(data);
            var wrong = Flag(mlContext, without, name);
            foreach (var bad in new[] { without, wrong })
            {
                Refuses(() => estimator.Fit(bad), name);
                Refuses(() => estimator.GetOutputSchema(ShapeOf(bad)), name);
                if (!reads.Contains(name, StringComparer.Ordinal))
                {
                    Assert.That(() => transformer.Transform(bad), Throws.Nothing, $"{name} is for fitting alone");
                    continue;
                }

                Refuses(() => transformer.Transform(bad), name);
                Refuses(() => transformer.GetOutputSchema(bad.Schema), name);
                Refuses(() => transformer.GetRowToRowMapper(bad.Schema), name);
            }
        }

        static void Refuses(Func<object> use, string name)
            => Assert.That(use, Refusal.OfArgument($"'{name}'"), $"column {name} is missing or of a wrong type");
    }

    private static void CheckDependencies(ITransformer transformer, IDataView data, string[] reads)
    {
        var mapper = transformer.GetRowToRowMapper(data.Schema);
        var before = data.Schema.VisibleNames();
        var unrelated = before.Except(reads, StringComparer.Ordinal).ToArray();
        var added = mapper.OutputSchema.VisibleNames().Except(before, StringComparer.Ordinal);
        Assert.That(unrelated, Is.Not.Empty, "a column that nothing reads");

        Assert.That(Asked(unrelated), Is.EquivalentTo(unrelated), "columns that it does not read pass by it");
        foreach (var name in added)
            Assert.That(Asked([name]), Is.EquivalentTo(reads), $"what {name} is made of");

        var spy = new ColumnSpy(data);
        var view = transformer.Transform(spy);
        spy.Asked.Clear();
        view.GetRowCursor(unrelated.Select(name => view.Schema[name])).Dispose();
        Assert.That(spy.Asked, Is.SubsetOf(unrelated), "a cursor over other columns reads no input");

        string[] Asked(string[] names)
            => [.. mapper.GetDependencies(names.Select(name => mapper.OutputSchema[name])).Select(column => column.Name)
                .Distinct(StringComparer.Ordinal)];
    }

    // Truth values are nothing that any of our estimators can read.
    private static IDataView Flag(MLContext mlContext, IDataView data, string name)
    {
        var definition = SchemaDefinition.Create(typeof(Flagged));
        definition[nameof(Flagged.Flag)].ColumnName = name;
        return mlContext.Transforms.CustomMapping<Nothing, Flagged>(
            (_, output) => output.Flag = true, contractName: null, outputSchemaDefinition: definition).Fit(data).Transform(data);
    }

    private sealed class Nothing;

    private sealed class Flagged
    {
        public bool Flag { get; set; }
    }

    private sealed class ColumnSpy(IDataView data) : IDataView
    {
        public HashSet<string> Asked { get; } = [];

        public bool CanShuffle => data.CanShuffle;

        public DataViewSchema Schema => data.Schema;

        public long? GetRowCount() => data.GetRowCount();

        public DataViewRowCursor GetRowCursor(IEnumerable<DataViewSchema.Column> columnsNeeded, Random? rand = null)
            => data.GetRowCursor(Noted(columnsNeeded), rand);

        public DataViewRowCursor[] GetRowCursorSet(
            IEnumerable<DataViewSchema.Column> columnsNeeded, int n, Random? rand = null)
            => data.GetRowCursorSet(Noted(columnsNeeded), n, rand);

        private DataViewSchema.Column[] Noted(IEnumerable<DataViewSchema.Column> columns)
        {
            var noted = columns.ToArray();
            Asked.UnionWith(noted.Select(column => column.Name));
            return noted;
        }
    }
}
