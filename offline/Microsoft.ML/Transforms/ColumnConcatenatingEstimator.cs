using Microsoft.ML.Data;
using Microsoft.ML.Runtime;

namespace Microsoft.ML.Transforms;

public sealed class ColumnConcatenatingEstimator : IEstimator<ColumnConcatenatingTransformer>
{
    private readonly string _name;
    private readonly string[] _sources;

    internal ColumnConcatenatingEstimator(string outputColumnName, string[] inputColumnNames)
    {
        Contracts.CheckNonEmpty(outputColumnName, nameof(outputColumnName));
        Contracts.CheckValue(inputColumnNames, nameof(inputColumnNames));
        Contracts.CheckParam(inputColumnNames.Length > 0, nameof(inputColumnNames), "Input columns not specified");
        Contracts.CheckParam(!inputColumnNames.Any(string.IsNullOrEmpty), nameof(inputColumnNames),
            "Contained some null or empty items");
        _name = outputColumnName;
        _sources = inputColumnNames;
    }

    public ColumnConcatenatingTransformer Fit(IDataView input)
    {
        Contracts.CheckValue(input, nameof(input));
        return new ColumnConcatenatingTransformer(_name, _sources);
    }

    public SchemaShape GetOutputSchema(SchemaShape inputSchema)
    {
        Contracts.CheckValue(inputSchema, nameof(inputSchema));
        var columns = _sources.Select(name => inputSchema.Require(name)).ToArray();
        var item = columns[0].ItemType;
        foreach (var column in columns)
        {
            Contracts.Check(!column.IsKey, $"Column '{column.Name}' is key. Concatenation of keys is unsupported.");
            Contracts.Check(column.ItemType.Equals(item),
                $"Concatenated columns should have the same type. Column '{column.Name}' " +
                $"has type of {column.ItemType}, but expected column type is {item}.");
        }
        var annotations = new List<SchemaShape.Column>();
        if (columns.All(c => c.Annotations.TryFindColumn(AnnotationKinds.IsNormalized, out _)))
            annotations.Add(SchemaShape.Column.Of(AnnotationKinds.IsNormalized, BooleanDataViewType.Instance));
        if (columns.Any(c => c.Kind == SchemaShape.Column.VectorKind.Scalar || c.HasText(AnnotationKinds.SlotNames)))
        {
            annotations.Add(SchemaShape.Column.Of(AnnotationKinds.SlotNames,
                new VectorDataViewType(TextDataViewType.Instance, 1)));
        }
        var kind = columns.Any(c => c.Kind == SchemaShape.Column.VectorKind.VariableVector)
            ? SchemaShape.Column.VectorKind.VariableVector : SchemaShape.Column.VectorKind.Vector;
        return inputSchema.With(new SchemaShape.Column(_name, kind, item, false, new SchemaShape(annotations)));
    }
}
