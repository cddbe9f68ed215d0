using Microsoft.ML.Runtime;

namespace Vhe.MLNet;

/// <summary>
/// A transformer of this package. It maps each row by itself, and is saved and loaded as a chain of ML.NET's own transforms.
/// Thread-safe: any number of cursors and prediction engines may use it at the same time.
/// </summary>
/// <remarks>
/// <c>mlContext.Model.Load</c> returns a plain chain; the static <c>From</c> of each transformer finds the typed transformer in it.
/// The application needs this assembly; nothing has to be registered. A loaded model runs on the CPU, wherever it was trained.
/// Load only files that you trust: ML.NET loads the assembly that a model file names.
/// </remarks>
public abstract class RowTransformer : ITransformer
{
    private readonly Lazy<TransformerChain<ITransformer>> _chain;

    private protected RowTransformer(RowFunction function, TransformerChain<ITransformer> chain)
    {
        Function = function;
        _chain = new(chain);
    }

    // The chain is made at its first use. A failure is not kept: libtorch may have memory again the next time.
    private protected RowTransformer(RowFunction function, Func<TransformerChain<ITransformer>> chain)
    {
        Function = function;
        _chain = new(chain, LazyThreadSafetyMode.PublicationOnly);
    }

    /// <summary>Always true: each row is mapped by itself.</summary>
    bool ITransformer.IsRowToRowMapper => true;

    internal RowFunction Function { get; }

    /// <summary>The schema of what <see cref="Transform"/> returns.</summary>
    /// <param name="inputSchema">The schema of the view to transform.</param>
    /// <returns>That schema with the new columns.</returns>
    /// <exception cref="ArgumentException">A column is missing or of a wrong type; the message names it.</exception>
    public DataViewSchema GetOutputSchema(DataViewSchema inputSchema) => Checked(inputSchema).GetOutputSchema(inputSchema);

    /// <summary>Adds the new columns to a view. Lazy: a row is computed when it is read.</summary>
    /// <param name="input">The view.</param>
    /// <returns>The view with the new columns.</returns>
    /// <exception cref="ArgumentException">A column is missing or of a wrong type; the message names it.</exception>
    public IDataView Transform(IDataView input)
    {
        ArgumentNullException.ThrowIfNull(input);
        return Checked(input.Schema).Transform(input);
    }

    /// <inheritdoc/>
    IRowToRowMapper ITransformer.GetRowToRowMapper(DataViewSchema inputSchema)
        => ((ITransformer)Checked(inputSchema)).GetRowToRowMapper(inputSchema);

    /// <inheritdoc/>
    void ICanSaveModel.Save(ModelSaveContext ctx) => ((ICanSaveModel)_chain.Value).Save(ctx);

    private TransformerChain<ITransformer> Checked(DataViewSchema schema)
    {
        ArgumentNullException.ThrowIfNull(schema);
        Function.CheckInput(schema);
        return _chain.Value;
    }
}
