using Microsoft.ML.Data;
using Microsoft.ML.Runtime;

namespace Microsoft.ML.Transforms;

internal interface IValueLookup
{
    Array Keys { get; }
    Array Values { get; }
    Delegate Getter(DataViewRow row, DataViewSchema.Column column);
}

// A dictionary from raw keys to raw values. Text and numbers are handed out as they are; a vector is copied for every row.
internal sealed class ValueLookup<TKey, TValue> : IValueLookup
{
    private readonly Dictionary<TKey, TValue> _map = new(TextComparer.For<TKey>());

    public ValueLookup(IDataView view, DataViewSchema.Column key, DataViewSchema.Column value)
    {
        using var cursor = view.Cursor(key, value);
        var getKey = cursor.GetGetter<TKey>(key);
        var getValue = cursor.GetGetter<TValue>(value);
        while (cursor.MoveNext())
        {
            TKey k = default;
            TValue v = default;
            getKey(ref k);
            getValue(ref v);
            if (!_map.TryAdd(k, v))
                throw Contracts.Except($"Duplicate keys in data '{k}'");
        }
    }

    public Array Keys => _map.Keys.ToArray();
    public Array Values => _map.Values.ToArray();

    public Delegate Getter(DataViewRow row, DataViewSchema.Column column)
    {
        if (column.Type is VectorDataViewType)
            return VectorGetter(row, column);
        if (typeof(TValue).IsGenericType && typeof(TValue).GetGenericTypeDefinition() == typeof(VBuffer<>))
            return this.CallGeneric<Delegate>(nameof(CopyingGetter), typeof(TValue).GetGenericArguments()[0], row, column);
        var getKey = row.GetGetter<TKey>(column);
        TKey key = default;
        return (ValueGetter<TValue>)((ref TValue value) =>
        {
            getKey(ref key);
            value = Find(key);
        });
    }

    private TValue Find(TKey key) => _map.GetValueOrDefault(key);

    private ValueGetter<VBuffer<T>> CopyingGetter<T>(DataViewRow row, DataViewSchema.Column column)
    {
        var getKey = row.GetGetter<TKey>(column);
        TKey key = default;
        return (ref VBuffer<T> value) =>
        {
            getKey(ref key);
            ((VBuffer<T>)(object)Find(key)).CopyTo(ref value);
        };
    }

    private ValueGetter<VBuffer<TValue>> VectorGetter(DataViewRow row, DataViewSchema.Column column)
    {
        var getKeys = row.GetGetter<VBuffer<TKey>>(column);
        VBuffer<TKey> keys = default;
        return (ref VBuffer<TValue> values) =>
        {
            getKeys(ref keys);
            var editor = VBufferEditor.Create(ref values, keys.Length);
            int i = 0;
            foreach (var key in keys.DenseValues())
                editor.Values[i++] = Find(key);
            values = editor.Commit();
        };
    }
}
