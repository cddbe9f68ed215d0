using Microsoft.ML.Runtime;

namespace Microsoft.ML.Data;

// Transformers that make each output column from one input column.
public abstract class OneToOneTransformerBase : RowToRowTransformerBase
{
    internal readonly (string outputColumnName, string inputColumnName)[] ColumnPairs;

    private protected OneToOneTransformerBase(params (string outputColumnName, string inputColumnName)[] columns)
    {
        Contracts.CheckValue(columns, nameof(columns));
        var names = new HashSet<string>();
        foreach (var (output, input) in columns)
        {
            Contracts.CheckNonEmpty(input, nameof(columns));
            Contracts.CheckNonEmpty(output, nameof(columns));
            Contracts.CheckParam(names.Add(output), nameof(columns),
                $"Name of the result column '{output}' specified multiple times");
        }
        ColumnPairs = columns;
    }

    private protected sealed override IRowMapper MakeRowMapper(DataViewSchema schema) => new Mapper(this, schema);

    // The output's type and annotations; throws where the input does not fit.
    private protected abstract DataViewSchema.DetachedColumn OutputColumn(int pair, DataViewSchema.Column input);

    private protected abstract Delegate MakeGetter(int pair, DataViewRow row, DataViewSchema.Column input);

    private protected void SaveColumns(ModelSaveContext ctx)
    {
        ctx.Writer.Write(ColumnPairs.Length);
        foreach (var (output, input) in ColumnPairs)
        {
            ctx.Writer.Write(output);
            ctx.Writer.Write(input);
        }
    }

    internal static (string, string)[] LoadColumns(ModelLoadContext ctx)
        => Enumerable.Range(0, ctx.Reader.ReadInt32()).Select(_ => (ctx.Reader.ReadString(), ctx.Reader.ReadString())).ToArray();

    private sealed class Mapper : IRowMapper
    {
        private readonly OneToOneTransformerBase _parent;
        private readonly DataViewSchema.Column[] _inputs;
        private readonly DataViewSchema.DetachedColumn[] _outputs;

        public Mapper(OneToOneTransformerBase parent, DataViewSchema schema)
        {
            _parent = parent;
            _inputs = parent.ColumnPairs.Select(p => schema.Require(p.inputColumnName)).ToArray();
            _outputs = _inputs.Select((column, i) => parent.OutputColumn(i, column)).ToArray();
        }

        public DataViewSchema.DetachedColumn[] GetOutputColumns() => _outputs;

        public IEnumerable<int> GetDependencies(Func<int, bool> activeOutput)
            => _inputs.Where((_, i) => activeOutput(i)).Select(c => c.Index);

        public Delegate[] CreateGetters(DataViewRow input, Func<int, bool> activeOutput)
            => _inputs.Select((column, i) => activeOutput(i) ? _parent.MakeGetter(i, input, column) : null).ToArray();
    }
}
