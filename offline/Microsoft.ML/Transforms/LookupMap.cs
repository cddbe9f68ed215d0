using Microsoft.ML.Data;
using Microsoft.ML.Runtime;

namespace Microsoft.ML.Transforms;

// Pairs given to MapValue as a view with the columns Key and Value.
internal static class LookupMap
{
    public static IDataView Scalars<TKey, TValue>(IEnumerable<KeyValuePair<TKey, TValue>> pairs, bool asKeys)
    {
        Contracts.CheckValue(pairs, "keyValuePairs");
        var all = pairs.ToArray();
        var (type, values, annotations) = asKeys
            ? Keys(all.Select(p => p.Value).ToArray()) : (Primitive(typeof(TValue)), Raw(all.Select(p => p.Value)), null);
        return View(all.Select(p => p.Key), type, values, annotations);
    }

    public static IDataView Vectors<TKey, TValue>(IEnumerable<KeyValuePair<TKey, TValue[]>> pairs)
    {
        Contracts.CheckValue(pairs, "keyValuePairs");
        var all = pairs.ToArray();
        var item = Primitive(typeof(TValue));
        int size = all.Length > 0 && all.All(p => p.Value.Length == all[0].Value.Length) ? all[0].Value.Length : 0;
        var values = RowExtensions.CallGeneric<Array>(typeof(LookupMap), nameof(Buffers), [item.RawType],
            (object)all.Select(p => Raw(p.Value)).ToArray());
        return View(all.Select(p => p.Key), new VectorDataViewType(item, size), values, null);
    }

    private static ColumnsView View<TKey>(IEnumerable<TKey> keys, DataViewType type, Array values,
        DataViewSchema.Annotations annotations)
        => new(DataViewSchema.Of([new("Key", Primitive(typeof(TKey))), new("Value", type, annotations)]), [Raw(keys), values]);

    // Values that are keys: numbers as they are, everything else numbered by first occurrence, with KeyValues.
    private static (DataViewType, Array, DataViewSchema.Annotations) Keys<TValue>(TValue[] values)
    {
        var distinct = values.Distinct().ToList();
        var annotations = new DataViewSchema.Annotations.Builder();
        annotations.AddVector(AnnotationKinds.KeyValues, TextDataViewType.Instance,
            distinct.Select(v => v.ToString().AsMemory()).ToArray());
        var (raw, type) = values switch
        {
            uint[] or ulong[] => (values, typeof(TValue)),
            _ => ((Array)values.Select(v => (uint)distinct.IndexOf(v) + 1).ToArray(), typeof(uint)),
        };
        return (new KeyDataViewType(type, distinct.Count), raw, annotations.ToAnnotations());
    }

    private static Array Buffers<T>(Array[] rows) => rows.Select(r => new VBuffer<T>(r.Length, (T[])r)).ToArray();

    private static Array Raw<T>(IEnumerable<T> values)
        => values is IEnumerable<string> texts ? texts.Select(t => t.AsMemory()).ToArray() : values.ToArray();

    private static PrimitiveDataViewType Primitive(Type type)
        => type.PrimitiveOrNull() ?? throw new InvalidOperationException($"Unsupported type {type} used in mapping.");
}
