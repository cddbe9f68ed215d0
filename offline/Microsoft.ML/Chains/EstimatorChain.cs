using Microsoft.ML.Runtime;

namespace Microsoft.ML.Data;

public sealed class EstimatorChain<TLastTransformer> : IEstimator<TransformerChain<TLastTransformer>>
    where TLastTransformer : class, ITransformer
{
    private readonly Link[] _links;

    public EstimatorChain()
        : this([])
    {
    }

    private EstimatorChain(Link[] links)
    {
        _links = links;
        LastEstimator = links.Length > 0 ? links[^1].Estimator as IEstimator<TLastTransformer> : null;
    }

    public readonly IEstimator<TLastTransformer> LastEstimator;

    public TransformerChain<TLastTransformer> Fit(IDataView input)
    {
        GetOutputSchema(SchemaShape.Create(input.Schema));
        var current = input;
        var fitted = new ITransformer[_links.Length];
        for (int i = 0; i < _links.Length; i++)
        {
            fitted[i] = _links[i].Estimator.Fit(current);
            current = fitted[i].Transform(current);
            if (_links[i].CacheAfter && i < _links.Length - 1)
                current = new CachedView(current);
        }
        return new TransformerChain<TLastTransformer>(fitted, _links.Select(l => l.Scope));
    }

    public SchemaShape GetOutputSchema(SchemaShape inputSchema)
        => _links.Aggregate(inputSchema, (schema, link) => link.Estimator.GetOutputSchema(schema));

    public EstimatorChain<TNewTrans> Append<TNewTrans>(IEstimator<TNewTrans> estimator,
        TransformerScope scope = TransformerScope.Everything)
        where TNewTrans : class, ITransformer
    {
        Contracts.CheckValue(estimator, nameof(estimator));
        return EstimatorChain<TNewTrans>.Of([.. _links.Select(l => l.AsTuple()), (estimator, scope, false)]);
    }

    public EstimatorChain<TLastTransformer> AppendCacheCheckpoint(IHostEnvironment env)
    {
        Contracts.CheckValue(env, nameof(env));
        if (_links.Length == 0)
            throw new InvalidOperationException("Current estimator chain has no estimator, can't append cache checkpoint.");
        return new EstimatorChain<TLastTransformer>([.. _links[..^1], _links[^1] with { CacheAfter = true }]);
    }

    internal static EstimatorChain<TLastTransformer> Of((IEstimator<ITransformer>, TransformerScope, bool)[] links)
        => new(links.Select(l => new Link(l.Item1, l.Item2, l.Item3)).ToArray());

    private readonly record struct Link(IEstimator<ITransformer> Estimator, TransformerScope Scope, bool CacheAfter)
    {
        public (IEstimator<ITransformer>, TransformerScope, bool) AsTuple() => (Estimator, Scope, CacheAfter);
    }
}
