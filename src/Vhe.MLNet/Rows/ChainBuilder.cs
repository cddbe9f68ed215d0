namespace Vhe.MLNet.Rows;

/// <summary>
/// Fits a chain of ML.NET's own transforms one by one. An <c>EstimatorChain</c> would check the coarser <see cref="SchemaShape"/>,
/// which takes two image types of one size to differ. No row of the view is read.
/// </summary>
internal sealed class ChainBuilder(TransformsCatalog catalog, IDataView view)
{
    private readonly List<ITransformer> _transformers = [];
    private IDataView _view = view;

    public TransformsCatalog Catalog => catalog;

    public ChainBuilder Add(params IEnumerable<IEstimator<ITransformer>> estimators)
    {
        foreach (var estimator in estimators)
        {
            var transformer = estimator.Fit(_view);
            _view = transformer.Transform(_view);
            _transformers.Add(transformer);
        }

        return this;
    }

    /// <summary>Drops those of some columns that there are.</summary>
    public ChainBuilder Drop(IEnumerable<string> names)
        => Add(catalog.DropColumns([.. names.Where(name => _view.Schema.GetColumnOrNull(name) is not null)]));

    public TransformerChain<ITransformer> Build() => new([.. _transformers]);
}
