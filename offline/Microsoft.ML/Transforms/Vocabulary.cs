using Microsoft.ML.Data;

namespace Microsoft.ML.Transforms;

// The values that have a key, in the order of their keys.
internal abstract class Vocabulary(PrimitiveDataViewType itemType)
{
    public PrimitiveDataViewType ItemType { get; } = itemType;
    public abstract int Count { get; }

    public abstract Delegate Getter(DataViewRow row, DataViewSchema.Column column);
    public abstract void AddKeyValues(DataViewSchema.Annotations.Builder builder, bool asText);
    public abstract IDataView ToView();

    public static Vocabulary FromView(IDataView view)
        => RowExtensions.CallGeneric<Vocabulary>(typeof(Vocabulary), nameof(Train), [view.Schema[0].Type.RawType], view,
            view.Schema[0], int.MaxValue, false);

    public static Vocabulary Train<T>(IDataView view, DataViewSchema.Column column, int most, bool sorted)
    {
        var values = column.Type is VectorDataViewType ? view.Values<VBuffer<T>>(column).SelectMany(v => v.DenseValues())
            : view.Values<T>(column);
        var distinct = values.Where(v => !ValueConversions.IsMissing(v)).Distinct(TextComparer.For<T>()).Take(most).ToArray();
        if (sorted && distinct is ReadOnlyMemory<char>[] texts)
            Array.Sort(texts, (a, b) => a.Span.SequenceCompareTo(b.Span));
        else if (sorted)
            Array.Sort(distinct);
        return new Vocabulary<T>((PrimitiveDataViewType)column.Type.ItemOrSelf(), distinct);
    }
}

internal sealed class Vocabulary<T> : Vocabulary
{
    private readonly T[] _values;
    private readonly Dictionary<T, uint> _keys;

    public Vocabulary(PrimitiveDataViewType itemType, T[] values)
        : base(itemType)
    {
        _values = values;
        _keys = values.Select((value, i) => (value, i)).ToDictionary(p => p.value, p => (uint)p.i + 1, TextComparer.For<T>());
    }

    public override int Count => _values.Length;

    public override Delegate Getter(DataViewRow row, DataViewSchema.Column column)
        => ValueConversions.Mapped<T, uint>(row, column, value => _keys.GetValueOrDefault(value));

    public override void AddKeyValues(DataViewSchema.Annotations.Builder builder, bool asText)
    {
        if (asText && ItemType is not TextDataViewType)
        {
            builder.AddVector(AnnotationKinds.KeyValues, TextDataViewType.Instance,
                _values.Select(ValueConversions.OrNull<T, ReadOnlyMemory<char>>()).ToArray());
        }
        else
        {
            builder.AddVector(AnnotationKinds.KeyValues, ItemType, _values);
        }
    }

    public override IDataView ToView() => new ColumnsView(DataViewSchema.Of([new("Term", ItemType)]), [_values]);
}
