using System.Runtime.CompilerServices;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;

namespace Microsoft.ML.Transforms;

using Tree = System.Linq.Expressions.Expression;

// An expression over typed inputs. Each getter reads its inputs into boxes of its own, where the compiled code finds them.
internal sealed class CompiledExpression
{
    private readonly Delegate _code;

    public CompiledExpression(string source, DataViewType[] inputs)
    {
        Source = source;
        Inputs = inputs;
        var boxes = Tree.Parameter(typeof(object[]));
        var body = ExpressionParser.Parse(source, inputs.Select((type, i) => Input(boxes, type, i)).ToArray());
        Result = body.Type.Primitive();
        _code = Tree.Lambda(body, boxes).Compile();
    }

    public string Source { get; }
    public DataViewType[] Inputs { get; }
    public PrimitiveDataViewType Result { get; }

    public Delegate Getter(DataViewRow row, DataViewSchema.Column[] columns, int vector)
    {
        var boxes = Inputs.Select(type => Activator.CreateInstance(typeof(StrongBox<>).MakeGenericType(type.RawType))).ToArray();
        var fill = Enumerable.Range(0, columns.Length).Where(i => i != vector)
            .Select(i => this.CallGeneric<Action>(nameof(Fill), Inputs[i].RawType, row, columns[i], boxes[i])).ToArray();
        return vector < 0
            ? this.CallGeneric<Delegate>(nameof(Scalar), Result.RawType, boxes, fill)
            : RowExtensions.CallGeneric<Delegate>(typeof(CompiledExpression), nameof(Vector),
                [Inputs[vector].RawType, Result.RawType], _code, row, columns[vector], boxes[vector], boxes, fill);
    }

    private static Tree Input(Tree boxes, DataViewType type, int i)
    {
        var raw = ExpressionParser.TypeOrNull(type)
            ?? throw Contracts.ExceptParam("expression", $"parsing failed: Unsupported type {type}");
        var box = Tree.Convert(Tree.ArrayIndex(boxes, Tree.Constant(i)), typeof(StrongBox<>).MakeGenericType(raw));
        return Tree.Field(box, "Value");
    }

    private static Action Fill<T>(DataViewRow row, DataViewSchema.Column column, StrongBox<T> box)
    {
        var getter = row.GetGetter<T>(column);
        return () => getter(ref box.Value);
    }

    private ValueGetter<TResult> Scalar<TResult>(object[] boxes, Action[] fill)
    {
        var code = (Func<object[], TResult>)_code;
        return (ref TResult value) =>
        {
            foreach (var read in fill)
                read();
            value = code(boxes);
        };
    }

    private static ValueGetter<VBuffer<TResult>> Vector<T, TResult>(Func<object[], TResult> code, DataViewRow row,
        DataViewSchema.Column column, StrongBox<T> box, object[] boxes, Action[] fill)
    {
        var getter = row.GetGetter<VBuffer<T>>(column);
        VBuffer<T> items = default;
        return (ref VBuffer<TResult> value) =>
        {
            foreach (var read in fill)
                read();
            getter(ref items);
            var editor = VBufferEditor.Create(ref value, items.Length);
            int i = 0;
            foreach (var item in items.DenseValues())
            {
                box.Value = item;
                editor.Values[i++] = code(boxes);
            }
            value = editor.Commit();
        };
    }
}
