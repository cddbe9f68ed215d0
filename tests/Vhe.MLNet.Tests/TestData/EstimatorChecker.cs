using Microsoft.ML;
using Microsoft.ML.Data;

namespace Vhe.MLNet.Tests.TestData;

/// <summary>What must hold of every estimator of the package.</summary>
internal static class EstimatorChecker
{
    /// <summary>Checks that an estimator keeps its promises, and that what it fits survives a save.</summary>
    /// <param name="mlContext">The context.</param>
    /// <param name="estimator">The estimator.</param>
    /// <param name="data">Data that it can be fitted on.</param>
    public static void Check(MLContext mlContext, IEstimator<ITransformer> estimator, IDataView data)
    {
        // ML.NET makes the shape of a view only inside a chain: an estimator in front of ours keeps it for us.
        var spy = new ShapeSpy();
        var transformer = spy.Append(estimator).Fit(data);
        var promised = Describe(estimator.GetOutputSchema(spy.Shape!));
        var after = new ShapeSpy();
        var given = transformer.Transform(data);
        after.Append(new ShapeSpy()).Fit(given);

        Assert.That(Describe(after.Shape!), Is.EqualTo(promised), "the schema given is the schema promised");
        Assert.That(transformer.GetOutputSchema(data.Schema).VisibleNames(), Is.EqualTo(given.Schema.VisibleNames()));
        Assert.That(((ITransformer)transformer).IsRowToRowMapper, Is.True);

        var expected = ReloadHost.ViewDump.ToJson(given);
        var once = Save(mlContext, transformer);
        var loaded = mlContext.Model.Load(new MemoryStream(once), out _);
        Assert.That(ReloadHost.ViewDump.ToJson(loaded.Transform(data)), Is.EqualTo(expected), "loaded");
        var again = mlContext.Model.Load(new MemoryStream(Save(mlContext, loaded)), out _);
        Assert.That(ReloadHost.ViewDump.ToJson(again.Transform(data)), Is.EqualTo(expected), "loaded, saved and loaded again");
        var empty = mlContext.Data.SkipRows(data, 1_000_000);
        Assert.That(ReloadHost.ViewDump.ToJson(transformer.Transform(empty)), Does.Contain("\"Rows\":[]"), "an empty view");
    }

    private static byte[] Save(MLContext mlContext, ITransformer transformer)
    {
        using var stream = new MemoryStream();
        mlContext.Model.Save(transformer, null, stream);
        return stream.ToArray();
    }

    private static string[] Describe(SchemaShape shape) => [.. shape.Select(Describe).Order(StringComparer.Ordinal)];

    private static string Describe(SchemaShape.Column column)
        => $"{column.Name}: {column.Kind} {column.ItemType} {column.IsKey} [{string.Join("; ", Describe(column.Annotations))}]";

    private sealed class ShapeSpy : IEstimator<ITransformer>
    {
        public SchemaShape? Shape { get; private set; }

        public ITransformer Fit(IDataView input) => new TransformerChain<ITransformer>();

        public SchemaShape GetOutputSchema(SchemaShape inputSchema) => Shape = inputSchema;
    }
}
