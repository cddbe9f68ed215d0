using Microsoft.ML.Data;
using Microsoft.ML.Runtime;

namespace Microsoft.ML.Transforms;

public sealed class ValueToKeyMappingEstimator : IEstimator<ValueToKeyMappingTransformer>
{
    private readonly (string outputColumnName, string inputColumnName)[] _columns;
    private readonly int _maximumNumberOfKeys;
    private readonly KeyOrdinality _ordinality;
    private readonly bool _valuesAsText;
    private readonly IDataView _keyData;

    internal ValueToKeyMappingEstimator((string outputColumnName, string inputColumnName)[] columns, int maximumNumberOfKeys,
        KeyOrdinality ordinality, bool valuesAsText, IDataView keyData)
    {
        Contracts.CheckUserArg(maximumNumberOfKeys > 0, nameof(maximumNumberOfKeys), "must be positive");
        _columns = columns;
        _maximumNumberOfKeys = maximumNumberOfKeys;
        _ordinality = ordinality;
        _valuesAsText = valuesAsText;
        _keyData = keyData;
        if (keyData is { Schema.Count: > 1 })
        {
            throw Contracts.ExceptParam(nameof(keyData),
                "If specified, this data should contain only a single column, but it has " + $"{keyData.Schema.Count}");
        }
    }

    public enum KeyOrdinality : byte
    {
        ByOccurrence = 0,
        ByValue = 1,
    }

    public ValueToKeyMappingTransformer Fit(IDataView input)
    {
        Contracts.CheckValue(input, nameof(input));
        var vocabularies = _columns.Select(pair =>
        {
            var column = input.Schema.Require(pair.inputColumnName);
            var item = column.Type.ItemOrSelf();
            CheckItem(column.Name, item);
            var (view, source) = _keyData is null ? (input, column) : (_keyData, _keyData.Schema[0]);
            Contracts.CheckUserArg(source.Type.ItemOrSelf().Equals(item), "keyData",
                $"Input data's column must be of type '{item}' but was '{source.Type}'");
            int most = _keyData is null ? _maximumNumberOfKeys : int.MaxValue;
            return RowExtensions.CallGeneric<Vocabulary>(typeof(Vocabulary), nameof(Vocabulary.Train), [item.RawType],
                view, source, most, _ordinality == KeyOrdinality.ByValue);
        }).ToArray();
        return new ValueToKeyMappingTransformer(_columns, vocabularies, _valuesAsText);
    }

    public SchemaShape GetOutputSchema(SchemaShape inputSchema)
    {
        Contracts.CheckValue(inputSchema, nameof(inputSchema));
        return inputSchema.With(_columns.Select(pair =>
        {
            var column = inputSchema.Require(pair.inputColumnName);
            CheckItem(column.Name, column.ItemType);
            var item = (PrimitiveDataViewType)(_valuesAsText ? TextDataViewType.Instance : column.ItemType);
            var annotations = column.Annotations.Where(a => a.Name == AnnotationKinds.SlotNames)
                .Append(SchemaShape.Column.Of(AnnotationKinds.KeyValues, new VectorDataViewType(item, 1)));
            return new SchemaShape.Column(pair.outputColumnName, column.Kind, NumberDataViewType.UInt32, true,
                new SchemaShape(annotations));
        }));
    }

    private static void CheckItem(string column, DataViewType item)
    {
        if (item is KeyDataViewType || !item.RawType.IsValueType || item.RawType.PrimitiveOrNull() is null)
            throw Contracts.ExceptSchemaMismatch("inputSchema", "input", column, "text, number or boolean", item.ToString());
    }
}

public sealed class ValueToKeyMappingTransformer : OneToOneTransformerBase
{
    private readonly Vocabulary[] _vocabularies;
    private readonly bool _valuesAsText;

    internal ValueToKeyMappingTransformer((string, string)[] columns, Vocabulary[] vocabularies, bool valuesAsText)
        : base(columns)
    {
        _vocabularies = vocabularies;
        _valuesAsText = valuesAsText;
    }

    private protected override DataViewSchema.DetachedColumn OutputColumn(int pair, DataViewSchema.Column input)
    {
        var vocabulary = _vocabularies[pair];
        if (!input.Type.ItemOrSelf().Equals(vocabulary.ItemType))
        {
            throw Contracts.ExceptSchemaMismatch("inputSchema", "input", input.Name, vocabulary.ItemType.ToString(),
                input.Type.ToString());
        }
        var annotations = new DataViewSchema.Annotations.Builder();
        if (vocabulary.Count > 0)
            vocabulary.AddKeyValues(annotations, _valuesAsText);
        annotations.Add(input.Annotations, kind => kind == AnnotationKinds.SlotNames);
        var type = input.Type.WithItem(new KeyDataViewType(typeof(uint), Math.Max(1, vocabulary.Count)));
        return new DataViewSchema.DetachedColumn(ColumnPairs[pair].outputColumnName, type, annotations.ToAnnotations());
    }

    private protected override Delegate MakeGetter(int pair, DataViewRow row, DataViewSchema.Column input)
        => _vocabularies[pair].Getter(row, input);

    private protected override void SaveModel(ModelSaveContext ctx)
    {
        ctx.SetLoader(typeof(ValueToKeyMappingTransformer));
        SaveColumns(ctx);
        ctx.Writer.Write(_valuesAsText);
        foreach (var vocabulary in _vocabularies)
            ValueCodec.WriteView(ctx.Writer, vocabulary.ToView());
    }

    internal static ITransformer Create(IHostEnvironment env, ModelLoadContext ctx)
    {
        var columns = LoadColumns(ctx);
        bool valuesAsText = ctx.Reader.ReadBoolean();
        return new ValueToKeyMappingTransformer(columns,
            columns.Select(_ => Vocabulary.FromView(ValueCodec.ReadView(ctx.Reader))).ToArray(), valuesAsText);
    }
}
