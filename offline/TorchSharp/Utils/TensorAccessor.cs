using System.Collections;
using static TorchSharp.torch;

namespace TorchSharp.Utils;

/// <summary>Reads and writes a CPU tensor's elements in row-major order, whatever its strides are.</summary>
public sealed unsafe class TensorAccessor<T> : IDisposable, IEnumerable<T> where T : unmanaged
{
    private readonly long[] shape;
    private readonly long[] strides;
    private readonly bool contiguous;
    private readonly T* first;
    private Tensor? tensor;

    internal TensorAccessor(Tensor tensor)
    {
        this.tensor = tensor;
        shape = tensor.shape;
        strides = tensor.stride();
        contiguous = tensor.is_contiguous();
        Count = tensor.NumberOfElements;
        first = Count == 0 ? null : (T*)Native.Check(Native.vhe_data(tensor.Handle));
    }

    public long Count { get; }

    public bool IsReadOnly => false;

    public T this[params long[] indices]
    {
        get
        {
            var value = indices.Length == 1 ? At(indices[0]) : first[Offset(indices)];
            GC.KeepAlive(tensor);
            return value;
        }
        set
        {
            first[Offset(indices)] = value;
            GC.KeepAlive(tensor);
        }
    }

    public T[] ToArray()
    {
        var values = new T[Count];
        CopyTo(values);
        return values;
    }

    public void CopyTo(T[] array, int arrayIndex = 0, long tensorIndex = 0)
    {
        var target = array.AsSpan(arrayIndex);
        int count = (int)Math.Min(target.Length, Count - tensorIndex);
        if (contiguous) new Span<T>(first + tensorIndex, count).CopyTo(target);
        else for (int i = 0; i < count; i++) target[i] = first[Offset(tensorIndex + i)];
        GC.KeepAlive(tensor);
    }

    public void CopyFrom(T[] array, int arrayIndex = 0, long tensorIndex = 0)
    {
        var source = array.AsSpan(arrayIndex);
        int count = (int)Math.Min(source.Length, Count - tensorIndex);
        if (contiguous) source[..count].CopyTo(new Span<T>(first + tensorIndex, count));
        else for (int i = 0; i < count; i++) first[Offset(tensorIndex + i)] = source[i];
        GC.KeepAlive(tensor);
    }

    public IEnumerator<T> GetEnumerator()
    {
        for (long i = 0; i < Count; i++) yield return At(i);
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    public void Dispose() => tensor = null;

    private T At(long index) => first[Offset(index)];

    private long Offset(long[] indices)
    {
        if (indices.Length != shape.Length) throw new IndexOutOfRangeException();
        long offset = 0;
        for (int i = 0; i < indices.Length; i++)
        {
            if ((ulong)indices[i] >= (ulong)shape[i]) throw new IndexOutOfRangeException();
            offset += indices[i] * strides[i];
        }
        return offset;
    }

    private long Offset(long index)
    {
        if ((ulong)index >= (ulong)Count) throw new IndexOutOfRangeException();
        if (contiguous) return index;
        long offset = 0;
        for (int i = shape.Length - 1; i >= 0; i--)
        {
            offset += index % shape[i] * strides[i];
            index /= shape[i];
        }
        return offset;
    }
}
