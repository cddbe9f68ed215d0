using Microsoft.ML.Data;
using Microsoft.ML.Runtime;

namespace Microsoft.ML.Transforms;

public sealed class KeyToValueMappingEstimator : TrivialEstimator<KeyToValueMappingTransformer>
{
    internal KeyToValueMappingEstimator(params (string outputColumnName, string inputColumnName)[] columns)
        : base(new KeyToValueMappingTransformer(columns))
    {
    }

    public override SchemaShape GetOutputSchema(SchemaShape inputSchema)
    {
        Contracts.CheckValue(inputSchema, nameof(inputSchema));
        return inputSchema.With(Transformer.ColumnPairs.Select(pair =>
        {
            var column = inputSchema.Require(pair.inputColumnName);
            if (!column.IsKey)
                throw Contracts.ExceptSchemaMismatch(nameof(inputSchema), "input", column.Name, "KeyType", column.TypeText());
            if (!column.Annotations.TryFindColumn(AnnotationKinds.KeyValues, out var values))
            {
                throw Contracts.ExceptParam(nameof(inputSchema),
                    $"Input column '{column.Name}' doesn't contain key values metadata");
            }
            var slots = column.HasText(AnnotationKinds.SlotNames)
                ? new SchemaShape(column.Annotations.Where(a => a.Name == AnnotationKinds.SlotNames)) : null;
            return new SchemaShape.Column(pair.outputColumnName, column.Kind, values.ItemType, values.IsKey, slots);
        }));
    }
}

public sealed class KeyToValueMappingTransformer : OneToOneTransformerBase
{
    internal KeyToValueMappingTransformer(params (string outputColumnName, string inputColumnName)[] columns)
        : base(columns)
    {
    }

    private protected override DataViewSchema.DetachedColumn OutputColumn(int pair, DataViewSchema.Column input)
    {
        var values = ValuesType(input);
        return new DataViewSchema.DetachedColumn(ColumnPairs[pair].outputColumnName, input.Type.WithItem(values.ItemType),
            input.Annotations.Only(AnnotationKinds.SlotNames));
    }

    private protected override Delegate MakeGetter(int pair, DataViewRow row, DataViewSchema.Column input)
        => RowExtensions.CallGeneric<Delegate>(typeof(KeyToValueMappingTransformer), nameof(Getter),
            [input.Type.ItemOrSelf().RawType, ValuesType(input).ItemType.RawType], row, input);

    private static VectorDataViewType ValuesType(DataViewSchema.Column input)
    {
        Contracts.Check(input.Annotations.Schema.GetColumnOrNull(AnnotationKinds.KeyValues)?.Type is VectorDataViewType,
            "Metadata KeyValues does not exist");
        var type = (VectorDataViewType)input.Annotations.Schema[AnnotationKinds.KeyValues].Type;
        Contracts.Check(input.Type.ItemOrSelf() is KeyDataViewType key && key.Count == (ulong)type.Size,
            "KeyValues metadata size does not match column type key count");
        return type;
    }

    private static Delegate Getter<TKey, TValue>(DataViewRow row, DataViewSchema.Column column)
    {
        VBuffer<TValue> annotation = default;
        column.GetKeyValues(ref annotation);
        var values = annotation.DenseValues().ToArray();
        var missing = ValueConversions.Missing<TValue>();
        return ValueConversions.Mapped<TKey, TValue>(row, column, key =>
        {
            ulong index = Convert.ToUInt64(key);
            return index > 0 && index <= (ulong)values.Length ? values[index - 1] : missing;
        });
    }

    private protected override void SaveModel(ModelSaveContext ctx)
    {
        ctx.SetLoader(typeof(KeyToValueMappingTransformer));
        SaveColumns(ctx);
    }

    internal static ITransformer Create(IHostEnvironment env, ModelLoadContext ctx)
        => new KeyToValueMappingTransformer(LoadColumns(ctx));
}
