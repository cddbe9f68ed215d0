using Microsoft.ML.Data;
using Microsoft.ML.Runtime;

namespace Microsoft.ML.Transforms;

public sealed class TypeConvertingEstimator : TrivialEstimator<TypeConvertingTransformer>
{
    internal TypeConvertingEstimator(DataKind outputKind, params (string outputColumnName, string inputColumnName)[] columns)
        : base(new TypeConvertingTransformer(outputKind, columns))
    {
    }

    public override SchemaShape GetOutputSchema(SchemaShape inputSchema)
    {
        Contracts.CheckValue(inputSchema, nameof(inputSchema));
        return inputSchema.With(Transformer.ColumnPairs.Select(pair =>
        {
            var column = inputSchema.Require(pair.inputColumnName);
            var type = Transformer.OutputKind.ToType();
            Contracts.CheckParam(TypeConvertingTransformer.Converts(column.ItemType, type), nameof(inputSchema),
                $"Don't know how to convert {column.Name} into {type}");
            return new SchemaShape.Column(pair.outputColumnName, column.Kind, type, false, column.Annotations);
        }));
    }
}

public sealed class TypeConvertingTransformer : OneToOneTransformerBase
{
    internal TypeConvertingTransformer(DataKind outputKind, params (string outputColumnName, string inputColumnName)[] columns)
        : base(columns) => OutputKind = outputKind;

    internal DataKind OutputKind { get; }

    private protected override DataViewSchema.DetachedColumn OutputColumn(int pair, DataViewSchema.Column input)
    {
        var (item, target) = (input.Type.ItemOrSelf(), OutputKind.ToType());
        Contracts.CheckParam(Converts(item, target), "inputSchema",
            $"source column '{input.Name}' with item type '{input.Type}' is not compatible with destination type '{target}'");
        var annotations = new DataViewSchema.Annotations.Builder();
        if (input.HasSlotNames())
            annotations.Add(input.Annotations, kind => kind == AnnotationKinds.SlotNames);
        if (target is NumberDataViewType && item is NumberDataViewType)
            annotations.Add(input.Annotations, kind => kind == AnnotationKinds.IsNormalized);
        if (target is NumberDataViewType && input.Type is BooleanDataViewType)
            annotations.AddPrimitiveValue(AnnotationKinds.IsNormalized, BooleanDataViewType.Instance, true);
        return new DataViewSchema.DetachedColumn(ColumnPairs[pair].outputColumnName, input.Type.WithItem(target),
            annotations.ToAnnotations());
    }

    private protected override Delegate MakeGetter(int pair, DataViewRow row, DataViewSchema.Column input)
        => RowExtensions.CallGeneric<Delegate>(typeof(TypeConvertingTransformer), nameof(Getter),
            [input.Type.ItemOrSelf().RawType, OutputKind.ToType().RawType], row, input);

    internal static bool Converts(DataViewType from, PrimitiveDataViewType to)
        => from is PrimitiveDataViewType && RowExtensions.CallGeneric<object>(typeof(ValueConversions),
            nameof(ValueConversions.OrNull), [from.RawType, to.RawType]) is not null;

    private static Delegate Getter<TSource, TTarget>(DataViewRow row, DataViewSchema.Column column)
        => ValueConversions.Mapped(row, column, ValueConversions.OrNull<TSource, TTarget>());

    private protected override void SaveModel(ModelSaveContext ctx)
    {
        ctx.SetLoader(typeof(TypeConvertingTransformer));
        ctx.Writer.Write((byte)OutputKind);
        SaveColumns(ctx);
    }

    internal static ITransformer Create(IHostEnvironment env, ModelLoadContext ctx)
        => new TypeConvertingTransformer((DataKind)ctx.Reader.ReadByte(), LoadColumns(ctx));
}
