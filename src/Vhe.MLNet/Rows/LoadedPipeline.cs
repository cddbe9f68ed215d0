using Microsoft.ML.Transforms;

namespace Vhe.MLNet.Rows;

/// <summary>Finds and replaces the transformers of this package in a pipeline, fitted or loaded.</summary>
internal static class LoadedPipeline
{
    /// <exception cref="ArgumentException">The pipeline does not have that many such transformers.</exception>
    /// <exception cref="InvalidDataException">The state in the model file is damaged.</exception>
    public static TTransformer Find<TTransformer>(
        ITransformer model, int index, string savedName, Func<RowFunction, TransformerChain<ITransformer>, TTransformer> restore)
        where TTransformer : RowTransformer
    {
        var found = Find<TTransformer>(model, index, savedName);
        return found as TTransformer
            ?? restore(RowFunction.Of(StateOf((TransformerChain<ITransformer>)found)), (TransformerChain<ITransformer>)found);
    }

    /// <summary>A pipeline of the same transformers but for one, which is replaced.</summary>
    /// <exception cref="ArgumentException">The pipeline does not have that many such transformers.</exception>
    public static ITransformer Replace<TTransformer>(ITransformer model, int index, string savedName, TTransformer replacement)
        where TTransformer : RowTransformer
    {
        var replaced = Find<TTransformer>(model, index, savedName);
        return Rebuild(model);

        ITransformer Rebuild(ITransformer part) => ReferenceEquals(part, replaced)
            ? replacement
            : part is IEnumerable<ITransformer> parts && Walk<TTransformer>(part, savedName).Contains(replaced)
                ? new TransformerChain<ITransformer>([.. parts.Select(Rebuild)])
                : part;
    }

    private static ITransformer Find<TTransformer>(ITransformer model, int index, string savedName)
        where TTransformer : RowTransformer
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        var found = Walk<TTransformer>(model, savedName).ToList();
        return index < found.Count
            ? found[index]
            : throw new ArgumentException(
                $"The model holds {found.Count} transformers of type {typeof(TTransformer).Name}; number {index} was asked "
                + "for, counted from 0.",
                nameof(model));
    }

    private static IEnumerable<ITransformer> Walk<TTransformer>(ITransformer model, string savedName)
        where TTransformer : RowTransformer
        => model switch
        {
            TTransformer => [model],
            TransformerChain<ITransformer> chain when chain.Any(IsKeyMapping)
                => RowFunction.NameOf(StateOf(chain)) == savedName ? [model] : [],
            IEnumerable<ITransformer> parts => parts.SelectMany(part => Walk<TTransformer>(part, savedName)),
            _ => [],
        };

    // The key mapping and the lookup table right after it, run on one row.
    private static ReadOnlyMemory<char> StateOf(TransformerChain<ITransformer> chain)
    {
        var stateOnly = new TransformerChain<ITransformer>([.. chain.SkipWhile(part => !IsKeyMapping(part)).Take(2)]);
        var data = RowChain.Context.Data;
        var view = stateOnly.Transform(data.LoadFromEnumerable([new OneRow()]));
        return data.CreateEnumerable<StateRow>(view, reuseRowObject: false, ignoreMissingColumns: true).First().State;
    }

    private static bool IsKeyMapping(ITransformer part)
        => part is CustomMappingTransformer<StateColumn.NoColumns, StateColumn>;

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
