using Microsoft.ML;
using Microsoft.ML.Data;
using Vhe.MLNet.Persistence;

namespace Vhe.MLNet.Classification;

/// <summary>Builds the chain of ML.NET transforms that a few-shot classifier is saved as.</summary>
internal static class ClassifierChain
{
    // Makes the transforms of a classifier that is not fitted on a view. Nothing else of it is used.
    private static readonly Lazy<MLContext> Builder = new(() => new MLContext(seed: 0));

    /// <summary>Builds the chain.</summary>
    /// <param name="catalog">Makes the transforms.</param>
    /// <param name="view">A view with the column of images. No row of it is read.</param>
    /// <param name="classifier">The classifier.</param>
    /// <returns>The transformer.</returns>
    public static FewShotClassifierTransformer Create(TransformsCatalog catalog, IDataView view, ClassifierState classifier)
        => new(Build(catalog, view, classifier), classifier);

    /// <summary>Builds the chain for any view, when it is first used: ML.NET compresses the whole state as soon as it gets it, which
    /// takes longer than to add a class.</summary>
    /// <param name="classifier">The classifier.</param>
    /// <returns>The transformer.</returns>
    public static FewShotClassifierTransformer Create(ClassifierState classifier) => new(() => Build(classifier), classifier);

    private static TransformerChain<ITransformer> Build(TransformsCatalog catalog, IDataView view, ClassifierState classifier)
    {
        var columns = classifier.Columns;
        var state = classifier.ToState();
        StateCache<ClassifierState>.Seed(state, classifier);
        var chain = new ChainBuilder(catalog, view).Add(all => all.CopyColumns(ClassifierMapping.InputName, columns.Image));
        StateColumn.Add(chain, state);
        chain.Add(all => all.CustomMapping<ClassifierMapping.Query, ClassifierMapping.Answer>(
            ClassifierMapping.Map, ClassifierMapping.Contract));
        if (columns.DetectUnknown)
        {
            chain.Add(all => all.CustomMapping<KnownMapping.Query, KnownMapping.Answer>(KnownMapping.Map, KnownMapping.Contract));
        }

        foreach (var step in ClassifierOutputs.Create(catalog, columns, classifier.Classifier.ClassNames))
        {
            chain.Add(_ => step);
        }

        chain.Add(all => all.DropColumns(ClassifierMapping.InputName, StateColumn.Name));
        return chain.Build();
    }

    private static TransformerChain<ITransformer> Build(ClassifierState classifier)
    {
        var definition = SchemaDefinition.Create(typeof(Row));
        var image = definition[nameof(Row.Image)];
        image.ColumnName = classifier.Columns.Image;
        image.ColumnType = new VectorDataViewType(NumberDataViewType.Single, classifier.Model.ImageShape.Length);
        var view = Builder.Value.Data.LoadFromEnumerable(Array.Empty<Row>(), definition);
        return Build(Builder.Value.Transforms, view, classifier);
    }

    private sealed class Row
    {
        public float[] Image { get; set; } = [];
    }
}
