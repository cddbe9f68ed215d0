using Microsoft.ML.Data;
using Microsoft.ML.Runtime;

namespace Microsoft.ML.Transforms;

public sealed class ColumnSelectingEstimator : TrivialEstimator<ColumnSelectingTransformer>
{
    internal ColumnSelectingEstimator(string[] columns, bool keep, bool keepHidden)
        : base(new ColumnSelectingTransformer(columns, keep, keepHidden))
    {
    }

    public override SchemaShape GetOutputSchema(SchemaShape inputSchema)
    {
        Contracts.CheckValue(inputSchema, nameof(inputSchema));
        Transformer.CheckPresent(inputSchema.Select(c => c.Name));
        return new SchemaShape(inputSchema.Where(c => Transformer.Keeps(c.Name)));
    }
}

public sealed class ColumnSelectingTransformer : ITransformer
{
    private readonly string[] _columns;
    private readonly bool _keep;
    private readonly bool _keepHidden;

    internal ColumnSelectingTransformer(string[] columns, bool keep, bool keepHidden)
    {
        Contracts.CheckValue(columns, nameof(columns));
        _columns = columns;
        _keep = keep;
        _keepHidden = keepHidden;
    }

    bool ITransformer.IsRowToRowMapper => true;

    public DataViewSchema GetOutputSchema(DataViewSchema inputSchema) => Bind(inputSchema).OutputSchema;
    public IDataView Transform(IDataView input)
    {
        Contracts.CheckValue(input, nameof(input));
        return new SubsetView(input, OutputToInput(input.Schema));
    }

    IRowToRowMapper ITransformer.GetRowToRowMapper(DataViewSchema inputSchema) => Bind(inputSchema);

    internal bool Keeps(string column) => _columns.Contains(column) == _keep;

    internal void CheckPresent(IEnumerable<string> present)
    {
        var missing = _columns.Except(present).ToArray();
        if (missing.Length > 0)
            throw Contracts.ExceptSchemaMismatch("inputSchema", "input", string.Join(",", missing));
    }

    private SubsetView Bind(DataViewSchema inputSchema)
    {
        Contracts.CheckValue(inputSchema, nameof(inputSchema));
        return new SubsetView(new EmptyView(inputSchema), OutputToInput(inputSchema));
    }

    // Selected columns come in the order asked for; what a drop leaves stays in its own, hidden columns with it.
    private int[] OutputToInput(DataViewSchema schema)
    {
        CheckPresent(schema.Select(c => c.Name));
        var kept = _keep
            ? _columns.SelectMany(name => schema.Where(c => c.Name == name && (_keepHidden || !c.IsHidden)))
            : schema.Where(c => Keeps(c.Name));
        return kept.Select(c => c.Index).ToArray();
    }

    void ICanSaveModel.Save(ModelSaveContext ctx)
    {
        ctx.SetLoader(typeof(ColumnSelectingTransformer));
        ctx.Writer.Write(_keep);
        ctx.Writer.Write(_keepHidden);
        ctx.Writer.Write(_columns.Length);
        foreach (string column in _columns)
            ctx.Writer.Write(column);
    }

    internal static ITransformer Create(IHostEnvironment env, ModelLoadContext ctx)
    {
        bool keep = ctx.Reader.ReadBoolean();
        bool keepHidden = ctx.Reader.ReadBoolean();
        var columns = Enumerable.Range(0, ctx.Reader.ReadInt32()).Select(_ => ctx.Reader.ReadString()).ToArray();
        return new ColumnSelectingTransformer(columns, keep, keepHidden);
    }
}
