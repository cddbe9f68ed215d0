using Microsoft.ML;
using Microsoft.ML.Data;

namespace Vhe.MLNet.Persistence;

/// <summary>
/// Fits a chain of ML.NET's own transforms one by one. Unlike an <c>EstimatorChain</c> it asks only whether the columns of the
/// view suit, not the coarser <see cref="SchemaShape"/>, where two image types of the same size are taken to differ.
/// No row of the view is read by the transforms that are used here.
/// </summary>
/// <param name="catalog">The catalog that makes the estimators.</param>
/// <param name="view">The view that the chain is to start from.</param>
internal sealed class ChainBuilder(TransformsCatalog catalog, IDataView view)
{
    private readonly List<ITransformer> _transformers = [];
    private IDataView _view = view;

    /// <summary>Fits one more transform.</summary>
    /// <param name="create">Makes its estimator.</param>
    /// <returns>This builder.</returns>
    public ChainBuilder Add(Func<TransformsCatalog, IEstimator<ITransformer>> create)
    {
        var transformer = create(catalog).Fit(_view);
        _view = transformer.Transform(_view);
        _transformers.Add(transformer);
        return this;
    }

    /// <summary>Fits several more transforms, one after the other.</summary>
    /// <param name="create">Makes their estimators.</param>
    /// <returns>This builder.</returns>
    public ChainBuilder AddAll(Func<TransformsCatalog, IReadOnlyList<IEstimator<ITransformer>>> create)
        => create(catalog).Aggregate(this, (chain, estimator) => chain.Add(_ => estimator));

    /// <summary>The chain.</summary>
    /// <returns>All transforms, in order.</returns>
    public TransformerChain<ITransformer> Build() => new([.. _transformers]);
}
