using Microsoft.ML.Runtime;

namespace Microsoft.ML.Data;

internal sealed class ConcatMapper : IRowMapper
{
    private readonly string _name;
    private readonly DataViewSchema.Column[] _sources;
    private readonly VectorDataViewType _type;

    public ConcatMapper(DataViewSchema schema, string name, string[] sources)
    {
        _name = name;
        _sources = sources.Select(source => schema.Require(source)).ToArray();
        var item = _sources[0].Type.ItemOrSelf();
        foreach (var column in _sources)
        {
            if (!column.Type.ItemOrSelf().Equals(item))
            {
                throw Contracts.ExceptSchemaMismatch("inputSchema", "input", column.Name, item.ToString(),
                    column.Type.ToString());
            }
        }
        bool known = _sources.All(c => c.Type is not VectorDataViewType { Size: 0 });
        int size = known ? _sources.Sum(c => Math.Max(1, c.Type.SizeOrZero())) : 0;
        _type = new VectorDataViewType((PrimitiveDataViewType)item, size);
    }

    // A single vector passes as it is, with all its annotations.
    private bool IsIdentity => _sources is [{ Type: VectorDataViewType }];

    public DataViewSchema.DetachedColumn[] GetOutputColumns()
    {
        if (IsIdentity)
            return [new(_name, _sources[0].Type, _sources[0].Annotations)];
        var annotations = new DataViewSchema.Annotations.Builder();
        if (_type.ItemType is NumberDataViewType && _sources.All(c => c.IsNormalized()))
            annotations.AddPrimitiveValue(AnnotationKinds.IsNormalized, BooleanDataViewType.Instance, true);
        if (_type.IsKnownSize && _sources.Any(c => c.Type is not VectorDataViewType || c.HasSlotNames()))
            annotations.AddVector(AnnotationKinds.SlotNames, TextDataViewType.Instance, SlotNames().ToArray());
        return [new(_name, _type, annotations.ToAnnotations())];
    }

    public IEnumerable<int> GetDependencies(Func<int, bool> activeOutput) => activeOutput(0) ? _sources.Select(c => c.Index) : [];

    public Delegate[] CreateGetters(DataViewRow input, Func<int, bool> activeOutput)
        => [!activeOutput(0) ? null
            : IsIdentity ? RowExtensions.Getter(input, _sources[0])
            : this.CallGeneric<Delegate>(nameof(Concatenated), _type.ItemType.RawType, input)];

    private IEnumerable<ReadOnlyMemory<char>> SlotNames()
    {
        foreach (var column in _sources)
        {
            if (column.Type is not VectorDataViewType vector)
                yield return column.Name.AsMemory();
            else
                foreach (var name in column.SlotNamesOrNull() ?? new ReadOnlyMemory<char>[vector.Size])
                    yield return name.IsEmpty ? default : $"{column.Name}.{name}".AsMemory();
        }
    }

    private ValueGetter<VBuffer<T>> Concatenated<T>(DataViewRow input)
    {
        var buffers = new VBuffer<T>[_sources.Length];
        var fill = _sources.Select((column, i) => Filler(input, column, buffers, i)).ToArray();
        return (ref VBuffer<T> value) =>
        {
            int length = 0;
            for (int i = 0; i < fill.Length; i++)
            {
                fill[i]();
                int expected = _sources[i].Type.SizeOrZero();
                Contracts.Check(expected == 0 || expected == buffers[i].Length,
                    $"Column '{_sources[i].Name}': expected {expected} slots, but got {buffers[i].Length}");
                length += buffers[i].Length;
            }
            var editor = VBufferEditor.Create(ref value, length);
            int offset = 0;
            foreach (var buffer in buffers)
            {
                buffer.CopyTo(editor.Values, offset);
                offset += buffer.Length;
            }
            value = editor.Commit();
        };
    }

    private static Action Filler<T>(DataViewRow input, DataViewSchema.Column column, VBuffer<T>[] buffers, int i)
    {
        if (column.Type is VectorDataViewType)
        {
            var getVector = input.GetGetter<VBuffer<T>>(column);
            return () => getVector(ref buffers[i]);
        }
        var getOne = input.GetGetter<T>(column);
        var one = new T[1];
        return () =>
        {
            getOne(ref one[0]);
            buffers[i] = new VBuffer<T>(1, one);
        };
    }
}
