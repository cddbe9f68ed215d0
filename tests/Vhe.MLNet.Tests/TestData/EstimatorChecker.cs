namespace Vhe.MLNet.Tests.TestData;

/// <summary>What must hold of every estimator of the package.</summary>
internal static partial class EstimatorChecker
{
    /// <summary>Checks that an estimator keeps its promises, and that what it fits survives a save.</summary>
    /// <param name="mlContext">The context.</param>
    /// <param name="estimator">The estimator.</param>
    /// <param name="data">Data that it can be fitted on, also on three quarters of it; it has a column that nothing
    /// reads.</param>
    /// <param name="reads">The columns that its transformer reads.</param>
    /// <param name="fits">The columns that it needs to be fitted beside these.</param>
    public static void Check(
        MLContext mlContext, IEstimator<ITransformer> estimator, IDataView data, string[] reads, params string[] fits)
    {
        ITransformer transformer = estimator.Fit(data);

        CheckSchemas(estimator, transformer, data);
        CheckRefusals(mlContext, estimator, transformer, data, reads, fits);
        CheckDependencies(transformer, data, reads);
        CheckSaving(mlContext, transformer, data);
        CheckCursors(mlContext, transformer, data, reads);
        CheckCompositions(mlContext, estimator, transformer, data, reads);
    }

    private static void CheckSchemas(IEstimator<ITransformer> estimator, ITransformer transformer, IDataView data)
    {
        var given = transformer.Transform(data);
        Assert.That(
            Describe(ShapeOf(given)),
            Is.EqualTo(Describe(estimator.GetOutputSchema(ShapeOf(data)))),
            "the schema given is the one promised");
        Assert.That(
            transformer.GetOutputSchema(data.Schema).Select(Describe),
            Is.EqualTo(given.Schema.Select(Describe)),
            "the transformer's schema is the view's");
        Assert.That(transformer.IsRowToRowMapper, Is.True);
        Assert.That(
            transformer.GetRowToRowMapper(data.Schema).OutputSchema.VisibleNames(),
            Is.EqualTo(given.Schema.VisibleNames()),
            "the mapper's schema is the view's");
    }

    private static void CheckSaving(MLContext mlContext, ITransformer transformer, IDataView data)
    {
        var expected = ReloadHost.ViewDump.ToJson(transformer.Transform(data));
        var once = Save(mlContext, transformer);
        var loaded = mlContext.Model.Load(new MemoryStream(once), out _);
        Assert.That(ReloadHost.ViewDump.ToJson(loaded.Transform(data)), Is.EqualTo(expected), "loaded");
        var twice = Save(mlContext, loaded);
        Assert.That(Entries(mlContext, twice), Is.EqualTo(Entries(mlContext, once)), "loaded and saved again");
    }

    private static byte[] Save(MLContext mlContext, ITransformer transformer)
    {
        using var stream = new MemoryStream();
        mlContext.Model.Save(transformer, null, stream);
        return stream.ToArray();
    }

    // What is in a model file: its bytes, but for the tables, whose columns ML.NET compresses and writes in the order that its threads
    // come to, another from save to save. Of these what they hold is compared.
    private static string[] Entries(MLContext mlContext, byte[] model)
    {
        using var zip = new System.IO.Compression.ZipArchive(new MemoryStream(model));
        return [.. zip.Entries.Select(entry =>
        {
            using var stream = entry.Open();
            var isTable = entry.Name.EndsWith(".idv", StringComparison.Ordinal);
            return $"{entry.FullName} {(isTable ? Table(mlContext, stream) : Hash(stream))}";
        })];
    }

    private static string Hash(Stream stream) => Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(stream));

    private static string Table(MLContext mlContext, Stream stream)
    {
        using var folder = new TemporaryFolder();
        var path = folder["table.idv"];
        using (var file = File.Create(path))
        {
            stream.CopyTo(file);
        }

        return ReloadHost.ViewDump.ToJson(mlContext.Data.LoadFromBinary(path));
    }

    // ML.NET makes the shape of a view only inside a chain: an estimator in it keeps it for us.
    private static SchemaShape ShapeOf(IDataView data)
    {
        var spy = new ShapeSpy();
        spy.Append(new ShapeSpy()).Fit(data);
        return spy.Shape!;
    }

    private static string[] Describe(SchemaShape shape) => [.. shape.Select(Describe).Order(StringComparer.Ordinal)];

    private static string Describe(SchemaShape.Column column)
        => $"{column.Name}: {column.Kind} {column.ItemType} {column.IsKey} [{string.Join("; ", Describe(column.Annotations))}]";

    private static string Describe(DataViewSchema.Column column)
        => $"{column.Name}: {column.Type} {column.IsHidden} "
            + $"[{string.Join("; ", column.Annotations.Schema.Select(item => $"{item.Name}: {item.Type}"))}]";

    private sealed class ShapeSpy : IEstimator<ITransformer>
    {
        public SchemaShape? Shape { get; private set; }

        public ITransformer Fit(IDataView input) => new TransformerChain<ITransformer>();

        public SchemaShape GetOutputSchema(SchemaShape inputSchema) => Shape = inputSchema;
    }
}
