namespace Vhe.MLNet.Rows;

/// <summary>
/// The chain of ML.NET's own transforms that a <see cref="RowFunction"/> is saved as: its state from a lookup table, copies of the
/// user's columns under fixed names, a custom mapping, the outputs under the user's names, and a drop of everything between.
/// </summary>
internal static class RowChain
{
    private static readonly Lazy<MLContext> Shared = new(() => new MLContext(seed: 0));

    private static readonly string[] Temporaries =
        [.. OutputRow.Columns, InputRow.First, InputRow.Second, StateColumn.KeyName, StateColumn.Name];

    /// <summary>
    /// ML.NET makes lookup tables, and transforms where the user's catalog is not at hand (a loaded classifier that gets another
    /// class), only through a context. This one does nothing else: no data, seed or log of the user's passes through it.
    /// </summary>
    public static MLContext Context => Shared.Value;

    /// <summary>Builds the chain for a view. No row of it is read.</summary>
    public static TransformerChain<ITransformer> Build(TransformsCatalog catalog, IDataView view, RowFunction function)
    {
        var state = function.ToState();
        function.Remember(state);
        var chain = new ChainBuilder(catalog, view);
        StateColumn.Add(chain, state);
        function.AddTo(chain);
        return chain.Drop(Temporaries).Build();
    }

    /// <summary>What a schema shape becomes by a function with these outputs.</summary>
    public static SchemaShape AddTo(
        SchemaShape shape, TransformsCatalog catalog, Func<TransformsCatalog, IEnumerable<IEstimator<ITransformer>>> outputs)
    {
        IEstimator<ITransformer>[] steps =
        [
            catalog.CustomMapping<StateColumn.NoColumns, StateColumn>((_, _) => { }, contractName: null),
            catalog.CustomMapping<StateColumn.NoColumns, OutputRow>((_, _) => { }, contractName: null),
            .. outputs(catalog),
            catalog.DropColumns([.. OutputRow.Columns, StateColumn.KeyName]),
        ];
        return steps.Aggregate(shape, (current, step) => step.GetOutputSchema(current));
    }
}
