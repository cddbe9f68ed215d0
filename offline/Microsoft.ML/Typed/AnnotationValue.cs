using Microsoft.ML.Runtime;

namespace Microsoft.ML.Data;

// Getters over the .NET values that users give as annotations: arrays, strings, VBuffers and scalars.
internal static class AnnotationValue
{
    public static Delegate Getter<T>(T value, DataViewType type)
    {
        var item = MemberTypes.Item(typeof(T), out bool isVector);
        Contracts.Check(isVector == type is VectorDataViewType,
            $"Value inputted is supposed to be {(isVector ? "vector" : "scalar")}, but type of Annotationinfo is " +
            (isVector ? "scalar" : "vector"));
        Contracts.Check(type.ItemOrSelf().RawType == item,
            $"Value inputted is supposed to have Type {item}, but type of Annotationinfo has {type.ItemOrSelf().RawType}");
        return value switch
        {
            string text => (ValueGetter<ReadOnlyMemory<char>>)((ref ReadOnlyMemory<char> to) => to = text.AsMemory()),
            string[] texts => Vector(texts.Select(t => t.AsMemory()).ToArray()),
            Array array => RowExtensions.CallGeneric<Delegate>(typeof(AnnotationValue), nameof(Vector), [item], array),
            _ when isVector => RowExtensions.CallGeneric<Delegate>(typeof(AnnotationValue), nameof(Buffer), [item], value),
            _ => (ValueGetter<T>)((ref T to) => to = value),
        };
    }

    private static ValueGetter<VBuffer<T>> Vector<T>(T[] values)
        => (ref VBuffer<T> to) => VBuffer<T>.Copy(values, 0, ref to, values.Length);

    private static ValueGetter<VBuffer<T>> Buffer<T>(VBuffer<T> value) => (ref VBuffer<T> to) => value.CopyTo(ref to);
}
