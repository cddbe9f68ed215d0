using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Transforms;

namespace Vhe.MLNet.Persistence;

/// <summary>Finds and replaces the transformers of this package in a pipeline, fitted or loaded. Stateless.</summary>
internal static class LoadedChain
{
    /// <summary>Finds a typed transformer.</summary>
    /// <typeparam name="TTransformer">The type.</typeparam>
    /// <param name="model">A transformer or a chain of them, nested or not.</param>
    /// <param name="index">Which one, in the order of the pipeline, if there are several.</param>
    /// <param name="isMapping">Recognizes the mapping by which a loaded chain is known.</param>
    /// <param name="restore">Makes the typed transformer from the chain and the state found in it.</param>
    /// <returns>The transformer.</returns>
    /// <exception cref="ArgumentException">There are not that many of them.</exception>
    public static TTransformer Find<TTransformer>(
        ITransformer model,
        int index,
        Func<ITransformer, bool> isMapping,
        Func<TransformerChain<ITransformer>, ReadOnlyMemory<char>, TTransformer> restore)
        where TTransformer : class, ITransformer
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        var found = Find<TTransformer>(model, index, isMapping);
        return found as TTransformer ?? Restore((TransformerChain<ITransformer>)found, restore);
    }

    /// <summary>Puts a typed transformer in the place of another.</summary>
    /// <typeparam name="TTransformer">The type.</typeparam>
    /// <param name="model">A transformer or a chain of them, nested or not.</param>
    /// <param name="index">Which one, in the order of the pipeline, if there are several.</param>
    /// <param name="isMapping">Recognizes the mapping by which a loaded chain is known.</param>
    /// <param name="replacement">What is put there.</param>
    /// <returns>A chain of the same transformers but for that one.</returns>
    /// <exception cref="ArgumentException">There are not that many of them.</exception>
    public static ITransformer Replace<TTransformer>(
        ITransformer model, int index, Func<ITransformer, bool> isMapping, TTransformer replacement)
        where TTransformer : class, ITransformer
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        var replaced = Find<TTransformer>(model, index, isMapping);
        return Rebuild(model);

        ITransformer Rebuild(ITransformer part) => ReferenceEquals(part, replaced)
            ? replacement
            : part is IEnumerable<ITransformer> parts && Walk<TTransformer>(part, isMapping).Contains(replaced)
                ? new TransformerChain<ITransformer>([.. parts.Select(Rebuild)])
                : part;
    }

    private static ITransformer Find<TTransformer>(ITransformer model, int index, Func<ITransformer, bool> isMapping)
        where TTransformer : class, ITransformer
    {
        var found = Walk<TTransformer>(model, isMapping).ToList();
        return index < found.Count
            ? found[index]
            : throw new ArgumentException(
                $"The model holds {found.Count} transformers of type {typeof(TTransformer).Name}; number {index} was asked "
                + "for, counted from 0.",
                nameof(model));
    }

    private static IEnumerable<ITransformer> Walk<TTransformer>(ITransformer model, Func<ITransformer, bool> isMapping)
        where TTransformer : class, ITransformer
        => model switch
        {
            TTransformer => [model],
            TransformerChain<ITransformer> chain when chain.Any(isMapping) => [model],
            IEnumerable<ITransformer> parts => parts.SelectMany(part => Walk<TTransformer>(part, isMapping)),
            _ => [],
        };

    private static TTransformer Restore<TTransformer>(
        TransformerChain<ITransformer> chain, Func<TransformerChain<ITransformer>, ReadOnlyMemory<char>, TTransformer> restore)
    {
        var stateOnly = new TransformerChain<ITransformer>([.. chain.Where(IsStatePart)]);
        var data = new MLContext().Data;
        var view = stateOnly.Transform(data.LoadFromEnumerable([new OneRow()]));
        var row = data.CreateEnumerable<StateRow>(view, reuseRowObject: false, ignoreMissingColumns: true).First();
        return restore(chain, row.State);
    }

    private static bool IsStatePart(ITransformer part)
        => part is CustomMappingTransformer<NoColumns, StateColumn> or ValueMappingTransformer;

    private sealed class OneRow
    {
        public float Nothing { get; set; }
    }

    private sealed class StateRow
    {
        [ColumnName(StateColumn.Name)]
        public ReadOnlyMemory<char> State { get; set; }
    }
}
