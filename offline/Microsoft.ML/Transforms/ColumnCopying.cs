using Microsoft.ML.Data;
using Microsoft.ML.Runtime;

namespace Microsoft.ML.Transforms;

public sealed class ColumnCopyingEstimator : TrivialEstimator<ColumnCopyingTransformer>
{
    internal ColumnCopyingEstimator(params (string outputColumnName, string inputColumnName)[] columns)
        : base(new ColumnCopyingTransformer(columns))
    {
    }

    public override SchemaShape GetOutputSchema(SchemaShape inputSchema)
    {
        Contracts.CheckValue(inputSchema, nameof(inputSchema));
        return inputSchema.With(Transformer.ColumnPairs
            .Select(p => inputSchema.Require(p.inputColumnName).Named(p.outputColumnName)));
    }
}

public sealed class ColumnCopyingTransformer : OneToOneTransformerBase
{
    internal ColumnCopyingTransformer(params (string outputColumnName, string inputColumnName)[] columns)
        : base(columns)
    {
    }

    private protected override DataViewSchema.DetachedColumn OutputColumn(int pair, DataViewSchema.Column input)
        => new(ColumnPairs[pair].outputColumnName, input.Type, input.Annotations);

    private protected override Delegate MakeGetter(int pair, DataViewRow row, DataViewSchema.Column input)
        => RowExtensions.Getter(row, input);

    private protected override void SaveModel(ModelSaveContext ctx)
    {
        ctx.SetLoader(typeof(ColumnCopyingTransformer));
        SaveColumns(ctx);
    }

    internal static ITransformer Create(IHostEnvironment env, ModelLoadContext ctx)
        => new ColumnCopyingTransformer(LoadColumns(ctx));
}
