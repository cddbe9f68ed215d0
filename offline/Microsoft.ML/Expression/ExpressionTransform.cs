using Microsoft.ML.Data;
using Microsoft.ML.Runtime;

namespace Microsoft.ML.Transforms;

public sealed class ExpressionEstimator : IEstimator<ExpressionTransformer>
{
    private readonly string _output;
    private readonly string _expression;
    private readonly string[] _inputs;

    internal ExpressionEstimator(string outputColumnName, string expression, string[] inputColumnNames)
    {
        Contracts.Check(!string.IsNullOrWhiteSpace(expression), "An expression is needed.");
        Contracts.Check(!string.IsNullOrWhiteSpace(outputColumnName), "An output column is needed.");
        Contracts.Check(inputColumnNames is { Length: > 0 }, "An input column is needed.");
        Contracts.CheckParam(inputColumnNames.Length <= 5, nameof(inputColumnNames), "maximum number of inputs exceeded");
        _output = outputColumnName;
        _expression = expression;
        _inputs = inputColumnNames;
    }

    public ExpressionTransformer Fit(IDataView input)
    {
        Contracts.CheckValue(input, nameof(input));
        var columns = _inputs.Select(name => input.Schema.Require(name)).ToArray();
        int vector = OnlyVector(columns.Select(c => c.Type is VectorDataViewType));
        var types = columns.Select(c => (PrimitiveDataViewType)c.Type.ItemOrSelf()).ToArray();
        return new ExpressionTransformer(_output, _inputs, vector, new CompiledExpression(_expression, types));
    }

    public SchemaShape GetOutputSchema(SchemaShape inputSchema)
    {
        Contracts.CheckValue(inputSchema, nameof(inputSchema));
        var columns = _inputs.Select(name => inputSchema.Require(name)).ToArray();
        int vector = OnlyVector(columns.Select(c => c.Kind != SchemaShape.Column.VectorKind.Scalar));
        var result = new CompiledExpression(_expression, columns.Select(c => c.ItemType).ToArray()).Result;
        if (vector < 0)
            return inputSchema.With(SchemaShape.Column.Of(_output, result));
        var annotations = columns[vector].HasText(AnnotationKinds.SlotNames)
            ? new SchemaShape(columns[vector].Annotations.Where(a => a.Name == AnnotationKinds.SlotNames)) : null;
        return inputSchema.With(new SchemaShape.Column(_output, columns[vector].Kind, result, false, annotations));
    }

    private static int OnlyVector(IEnumerable<bool> isVector)
    {
        var vectors = isVector.Select((is_, i) => is_ ? i : -1).Where(i => i >= 0).ToArray();
        Contracts.CheckUserArg(vectors.Length <= 1, "inputColumnNames", "Can have at most one vector-valued source column");
        return vectors.Length > 0 ? vectors[0] : -1;
    }
}

public sealed class ExpressionTransformer : RowToRowTransformerBase
{
    private readonly string _output;
    private readonly string[] _inputs;
    private readonly int _vector;
    private readonly CompiledExpression _expression;

    internal ExpressionTransformer(string output, string[] inputs, int vector, CompiledExpression expression)
    {
        _output = output;
        _inputs = inputs;
        _vector = vector;
        _expression = expression;
    }

    private protected override IRowMapper MakeRowMapper(DataViewSchema schema) => new Mapper(this, schema);

    private protected override void SaveModel(ModelSaveContext ctx)
    {
        ctx.SetLoader(typeof(ExpressionTransformer));
        ctx.Writer.Write(_output);
        ctx.Writer.Write(_expression.Source);
        ctx.Writer.Write(_vector);
        ctx.Writer.Write(_inputs.Length);
        for (int i = 0; i < _inputs.Length; i++)
        {
            ctx.Writer.Write(_inputs[i]);
            TypeCodec.Write(ctx.Writer, _expression.Inputs[i]);
        }
    }

    internal static ITransformer Create(IHostEnvironment env, ModelLoadContext ctx)
    {
        var (output, source, vector) = (ctx.Reader.ReadString(), ctx.Reader.ReadString(), ctx.Reader.ReadInt32());
        var inputs = new string[ctx.Reader.ReadInt32()];
        var types = new DataViewType[inputs.Length];
        for (int i = 0; i < inputs.Length; i++)
            (inputs[i], types[i]) = (ctx.Reader.ReadString(), TypeCodec.Read(ctx.Reader));
        return new ExpressionTransformer(output, inputs, vector, new CompiledExpression(source, types));
    }

    private sealed class Mapper(ExpressionTransformer parent, DataViewSchema schema) : IRowMapper
    {
        private readonly DataViewSchema.Column[] _columns = parent._inputs.Select(name => schema.GetColumnOrNull(name)
            ?? throw Contracts.Except($"Column {name} does not exist in the input schema")).ToArray();

        public DataViewSchema.DetachedColumn[] GetOutputColumns()
        {
            var item = parent._expression.Result;
            if (parent._vector < 0)
                return [new(parent._output, item)];
            var vector = _columns[parent._vector];
            var type = new VectorDataViewType(item, vector.Type.SizeOrZero());
            return [new(parent._output, type, vector.Annotations.Only(AnnotationKinds.SlotNames))];
        }

        public IEnumerable<int> GetDependencies(Func<int, bool> activeOutput)
            => activeOutput(0) ? _columns.Select(c => c.Index) : [];

        public Delegate[] CreateGetters(DataViewRow input, Func<int, bool> activeOutput)
            => [activeOutput(0) ? parent._expression.Getter(input, _columns, parent._vector) : null];
    }
}
