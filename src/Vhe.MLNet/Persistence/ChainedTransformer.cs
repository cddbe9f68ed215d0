using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;

namespace Vhe.MLNet;

/// <summary>
/// A transformer of this package: a chain of ML.NET's own transforms, as which it is saved and loaded. Thread-safe: it may serve
/// any number of cursors and prediction engines at the same time.
/// </summary>
/// <remarks>
/// After <c>mlContext.Model.Load</c> a plain chain comes back, which needs this assembly to be deployed and nothing to be
/// registered. A loaded network runs on the CPU, wherever it was trained. ML.NET loads the assembly that a model file names: load
/// only files that you trust.
/// </remarks>
public abstract class ChainedTransformer : ITransformer
{
    private readonly Lazy<TransformerChain<ITransformer>> _chain;

    private protected ChainedTransformer(TransformerChain<ITransformer> chain)
    {
        _chain = new(chain);
    }

    // One that is made at its first use. A failure is not kept: libtorch may have memory again the next time.
    private protected ChainedTransformer(Func<TransformerChain<ITransformer>> chain)
    {
        _chain = new(chain, LazyThreadSafetyMode.PublicationOnly);
    }

    /// <summary>Always true: each row is mapped by itself.</summary>
    bool ITransformer.IsRowToRowMapper => true;

    /// <summary>The schema of what <see cref="Transform"/> gives.</summary>
    /// <param name="inputSchema">The schema of the view to transform.</param>
    /// <returns>That schema with the new columns.</returns>
    /// <exception cref="ArgumentException">A column is missing or of a wrong type; the message names it.</exception>
    public DataViewSchema GetOutputSchema(DataViewSchema inputSchema)
    {
        ArgumentNullException.ThrowIfNull(inputSchema);
        CheckInput(inputSchema);
        return _chain.Value.GetOutputSchema(inputSchema);
    }

    /// <summary>Adds the new columns to a view. Lazy: rows are computed when they are read.</summary>
    /// <param name="input">The view.</param>
    /// <returns>The view with the new columns.</returns>
    /// <exception cref="ArgumentException">A column is missing or of a wrong type; the message names it.</exception>
    public IDataView Transform(IDataView input)
    {
        ArgumentNullException.ThrowIfNull(input);
        CheckInput(input.Schema);
        return _chain.Value.Transform(input);
    }

    /// <inheritdoc/>
    IRowToRowMapper ITransformer.GetRowToRowMapper(DataViewSchema inputSchema)
    {
        ArgumentNullException.ThrowIfNull(inputSchema);
        CheckInput(inputSchema);
        return ((ITransformer)_chain.Value).GetRowToRowMapper(inputSchema);
    }

    /// <inheritdoc/>
    void ICanSaveModel.Save(ModelSaveContext ctx) => ((ICanSaveModel)_chain.Value).Save(ctx);

    private protected abstract void CheckInput(DataViewSchema schema);
}
