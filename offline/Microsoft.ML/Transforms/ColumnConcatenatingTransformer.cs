using Microsoft.ML.Runtime;

namespace Microsoft.ML.Data;

public sealed class ColumnConcatenatingTransformer : RowToRowTransformerBase
{
    private readonly string _name;
    private readonly string[] _sources;

    internal ColumnConcatenatingTransformer(string name, string[] sources)
    {
        _name = name;
        _sources = sources;
    }

    private protected override IRowMapper MakeRowMapper(DataViewSchema schema) => new ConcatMapper(schema, _name, _sources);

    private protected override void SaveModel(ModelSaveContext ctx)
    {
        ctx.SetLoader(typeof(ColumnConcatenatingTransformer));
        ctx.Writer.Write(_name);
        ctx.Writer.Write(_sources.Length);
        foreach (string source in _sources)
            ctx.Writer.Write(source);
    }

    internal static ITransformer Create(IHostEnvironment env, ModelLoadContext ctx)
    {
        string name = ctx.Reader.ReadString();
        var sources = Enumerable.Range(0, ctx.Reader.ReadInt32()).Select(_ => ctx.Reader.ReadString()).ToArray();
        return new ColumnConcatenatingTransformer(name, sources);
    }
}
