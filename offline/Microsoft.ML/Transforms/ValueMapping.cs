using Microsoft.ML.Data;
using Microsoft.ML.Runtime;

namespace Microsoft.ML.Transforms;

public class ValueMappingEstimator : TrivialEstimator<ValueMappingTransformer>
{
    internal ValueMappingEstimator(IDataView lookupMap, DataViewSchema.Column keyColumn, DataViewSchema.Column valueColumn,
        params (string outputColumnName, string inputColumnName)[] columns)
        : base(new ValueMappingTransformer(lookupMap, keyColumn, valueColumn, columns))
    {
    }

    public sealed override SchemaShape GetOutputSchema(SchemaShape inputSchema)
    {
        Contracts.CheckValue(inputSchema, nameof(inputSchema));
        var value = Transformer.Value;
        return inputSchema.With(Transformer.ColumnPairs.Select(pair =>
        {
            var input = inputSchema.Require(pair.inputColumnName);
            var output = SchemaShape.Column.Of(pair.outputColumnName, value.Type, value.Annotations);
            if (input.Kind == SchemaShape.Column.VectorKind.Scalar)
                return output;
            ValueMappingTransformer.CheckNotBothVectors(pair.inputColumnName, value.Type);
            return new SchemaShape.Column(output.Name, input.Kind, output.ItemType, output.IsKey, output.Annotations);
        }));
    }
}

public sealed class ValueMappingEstimator<TKey, TValue> : ValueMappingEstimator
{
    internal ValueMappingEstimator(IDataView lookupMap, DataViewSchema.Column keyColumn, DataViewSchema.Column valueColumn,
        params (string outputColumnName, string inputColumnName)[] columns)
        : base(lookupMap, keyColumn, valueColumn, columns)
    {
    }
}

public class ValueMappingTransformer : OneToOneTransformerBase
{
    private readonly ColumnsView _map;
    private readonly IValueLookup _lookup;

    internal ValueMappingTransformer(IDataView lookupMap, DataViewSchema.Column key, DataViewSchema.Column value,
        params (string outputColumnName, string inputColumnName)[] columns)
        : base(columns)
    {
        Contracts.CheckValue(lookupMap, nameof(lookupMap));
        Check(lookupMap, key, "keyColumn");
        Check(lookupMap, value, "valueColumn");
        _lookup = RowExtensions.CallGeneric<IValueLookup>(typeof(ValueMappingTransformer), nameof(MakeLookup),
            [key.Type.RawType, value.Type.RawType], lookupMap, key, value);
        var schema = DataViewSchema.Of([new("Key", key.Type, key.Annotations), new("Value", value.Type, value.Annotations)]);
        _map = new ColumnsView(schema, [_lookup.Keys, _lookup.Values]);
    }

    internal DataViewSchema.Column Value => _map.Schema[1];

    private protected override DataViewSchema.DetachedColumn OutputColumn(int pair, DataViewSchema.Column input)
    {
        var type = Value.Type;
        if (input.Type is VectorDataViewType)
        {
            CheckNotBothVectors(input.Name, type);
            type = new VectorDataViewType(type.RawType.Primitive());
        }
        return new DataViewSchema.DetachedColumn(ColumnPairs[pair].outputColumnName, type, Value.Annotations);
    }

    private protected override Delegate MakeGetter(int pair, DataViewRow row, DataViewSchema.Column input)
        => _lookup.Getter(row, input);

    private protected override void SaveModel(ModelSaveContext ctx)
    {
        ctx.SetLoader(typeof(ValueMappingTransformer));
        SaveColumns(ctx);
        ctx.SaveStream("Map.bin", writer => ValueCodec.WriteView(writer, _map));
    }

    internal static ITransformer Create(IHostEnvironment env, ModelLoadContext ctx)
    {
        var columns = LoadColumns(ctx);
        var map = ctx.LoadStream("Map.bin", ValueCodec.ReadView);
        return new ValueMappingTransformer(map, map.Schema[0], map.Schema[1], columns);
    }

    internal static void CheckNotBothVectors(string column, DataViewType valueType)
    {
        if (valueType is VectorDataViewType)
        {
            throw new NotSupportedException($"Column '{column}' cannot be mapped to values when the column and " +
                "the map values are both vector type.");
        }
    }

    private static void Check(IDataView map, DataViewSchema.Column column, string role)
    {
        Contracts.Check(map.Schema.GetColumnOrNull(column.Name) is { } found && found.Index == column.Index
            && found.Type == column.Type && found.Annotations == column.Annotations,
            $"The selected column {role} is not included in the targeted IDataView dataView");
    }

    private static ValueLookup<TKey, TValue> MakeLookup<TKey, TValue>(IDataView map, DataViewSchema.Column key,
        DataViewSchema.Column value)
        => new(map, key, value);
}
