using System.Reflection;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;

namespace Microsoft.ML.Transforms;

public sealed class CustomMappingEstimator<TSrc, TDst> : TrivialEstimator<CustomMappingTransformer<TSrc, TDst>>
    where TSrc : class, new()
    where TDst : class, new()
{
    internal CustomMappingEstimator(CustomMappingTransformer<TSrc, TDst> transformer)
        : base(transformer)
    {
    }

    public override SchemaShape GetOutputSchema(SchemaShape inputSchema)
    {
        foreach (var column in RowClass.Of(typeof(TSrc), SchemaDefinition.Direction.Both, Transformer.InputDefinition).Columns)
        {
            var found = inputSchema.Require(column.Name);
            var wanted = SchemaShape.Column.Of(column.Name, column.Type);
            bool kindFits = wanted.Kind == SchemaShape.Column.VectorKind.VariableVector
                ? found.Kind != SchemaShape.Column.VectorKind.Scalar : found.Kind == wanted.Kind;
            // Item types are compared by reference: two image types of the same size differ.
            if (wanted.ItemType != found.ItemType || wanted.IsKey != found.IsKey || !kindFits)
            {
                throw Contracts.ExceptSchemaMismatch(nameof(inputSchema), "input", column.Name, column.Type.ToString(),
                    found.TypeText());
            }
        }
        return inputSchema.With(SchemaShape.Create(Transformer.Added.Schema));
    }
}

public sealed class CustomMappingTransformer<TSrc, TDst> : ITransformer
    where TSrc : class, new()
    where TDst : class, new()
{
    private readonly Action<TSrc, TDst> _map;
    private readonly string _contractName;

    internal CustomMappingTransformer(Action<TSrc, TDst> map, string contractName, SchemaDefinition input,
        SchemaDefinition output)
    {
        Contracts.CheckValue(map, "mapAction");
        _map = map;
        _contractName = contractName;
        InputDefinition = input;
        Added = RowClass.Of(typeof(TDst), SchemaDefinition.Direction.Write, output);
    }

    internal SchemaDefinition InputDefinition { get; }
    internal RowClass Added { get; }

    bool ITransformer.IsRowToRowMapper => true;

    public DataViewSchema GetOutputSchema(DataViewSchema inputSchema)
    {
        Contracts.CheckValue(inputSchema, nameof(inputSchema));
        return new ColumnBindings(inputSchema, new Mapper(this, inputSchema).GetOutputColumns()).Schema;
    }

    public IDataView Transform(IDataView input)
    {
        Contracts.CheckValue(input, nameof(input));
        return new RowMapperView(input, new Mapper(this, input.Schema));
    }

    IRowToRowMapper ITransformer.GetRowToRowMapper(DataViewSchema inputSchema)
    {
        Contracts.CheckValue(inputSchema, nameof(inputSchema));
        return new RowMapperView(new EmptyView(inputSchema), new Mapper(this, inputSchema));
    }

    void ICanSaveModel.Save(ModelSaveContext ctx)
    {
        Contracts.Check(_contractName is not null, "Empty contract name for a transform: the transform cannot be saved");
        ctx.SetLoader(typeof(CustomMappingLoader));
        ctx.Writer.Write(_contractName);
        ctx.Writer.Write(_map.Method.DeclaringType.Assembly.FullName);
    }

    private sealed class Mapper(CustomMappingTransformer<TSrc, TDst> parent, DataViewSchema schema) : IRowMapper
    {
        private readonly ObjectReader<TSrc> _reader = new(schema, ignoreMissingColumns: false, parent.InputDefinition);

        public DataViewSchema.DetachedColumn[] GetOutputColumns()
            => parent.Added.Schema.Select(c => new DataViewSchema.DetachedColumn(c)).ToArray();

        public IEnumerable<int> GetDependencies(Func<int, bool> activeOutput)
            => parent.Added.Columns.Where((_, i) => activeOutput(i)).Any() ? _reader.Columns.Select(c => c.Index) : [];

        // One source and one target object serve all rows; the mapping runs once a row, when a value is first asked for.
        public Delegate[] CreateGetters(DataViewRow input, Func<int, bool> activeOutput)
        {
            var getters = new Delegate[parent.Added.Columns.Length];
            if (!Enumerable.Range(0, getters.Length).Any(activeOutput))
                return getters;
            var read = _reader.Bind(input);
            var result = new ObjectRow<TDst>(parent.Added);
            var (source, target) = (new TSrc(), new TDst());
            long done = -1;
            void Refresh()
            {
                if (done == input.Position)
                    return;
                read(source);
                parent._map(source, target);
                result.Set(target);
                done = input.Position;
            }
            for (int i = 0; i < getters.Length; i++)
            {
                var type = result.Schema[i].Type.RawType;
                if (activeOutput(i))
                    getters[i] = this.CallGeneric<Delegate>(nameof(After), type, result, i, (Action)Refresh);
            }
            return getters;
        }

        private static ValueGetter<T> After<T>(DataViewRow result, int column, Action refresh)
        {
            var getter = result.GetGetter<T>(result.Schema[column]);
            return (ref T value) =>
            {
                refresh();
                getter(ref value);
            };
        }
    }
}

internal static class CustomMappingLoader
{
    internal static ITransformer Create(IHostEnvironment env, ModelLoadContext ctx)
    {
        string contractName = ctx.Reader.ReadString();
        env.ComponentCatalog.RegisterAssembly(Assembly.Load(ctx.Reader.ReadString()));
        return env.ComponentCatalog.CreateFactory(contractName) is ICustomMappingFactory factory
            ? factory.CreateTransformer(contractName)
            : throw Contracts.Except(
                $"The class with contract '{contractName}' must derive from CustomMappingFactory<TSrc, TDst>.");
    }
}
