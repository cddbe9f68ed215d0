using System.Collections;
using Microsoft.ML.Runtime;

namespace Microsoft.ML.Data;

public readonly struct VBuffer<T> : IEnumerable
{
    private readonly T[] _values;
    private readonly int[] _indices;
    private readonly int _count;

    public readonly int Length;

    public VBuffer(int length, T[] values, int[] indices = null)
    {
        Contracts.CheckParam(length >= 0, nameof(length));
        Contracts.CheckParam((values?.Length ?? 0) >= length, nameof(values));
        Length = length;
        _count = length;
        _values = values;
        _indices = indices;
    }

    public VBuffer(int length, int count, T[] values, int[] indices)
    {
        Contracts.CheckParam(length >= 0, nameof(length));
        Contracts.CheckParam(0 <= count && count <= length, nameof(count));
        Contracts.CheckParam((values?.Length ?? 0) >= count, nameof(values));
        Contracts.CheckParam(count == length || (indices?.Length ?? 0) >= count, nameof(indices));
        Length = length;
        _count = count;
        _values = values;
        _indices = indices;
    }

    public bool IsDense => _count == Length;

    public ReadOnlySpan<T> GetValues() => _values.AsSpan(0, _count);
    public ReadOnlySpan<int> GetIndices() => IsDense ? default : _indices.AsSpan(0, _count);

    public void CopyToDense(ref VBuffer<T> destination)
    {
        var editor = VBufferEditor.Create(ref destination, Length);
        CopyTo(editor.Values);
        destination = editor.Commit();
    }

    public void CopyTo(ref VBuffer<T> destination)
    {
        var editor = VBufferEditor.Create(ref destination, Length, _count);
        GetValues().CopyTo(editor.Values);
        GetIndices().CopyTo(editor.Indices);
        destination = editor.Commit();
    }

    public void CopyTo(ref VBuffer<T> destination, int sourceIndex, int length)
    {
        Contracts.CheckParam(0 <= sourceIndex && sourceIndex <= Length, nameof(sourceIndex));
        Contracts.CheckParam(0 <= length && sourceIndex <= Length - length, nameof(length));
        int first = IsDense ? sourceIndex : FirstAtLeast(sourceIndex);
        int last = IsDense ? sourceIndex + length : FirstAtLeast(sourceIndex + length);
        var editor = VBufferEditor.Create(ref destination, length, last - first);
        _values.AsSpan(first, last - first).CopyTo(editor.Values);
        for (int i = 0; i < editor.Indices.Length; i++)
            editor.Indices[i] = _indices[first + i] - sourceIndex;
        destination = editor.Commit();
    }

    public void CopyTo(Span<T> destination) => CopyTo(destination, 0);

    public void CopyTo(Span<T> destination, int destinationIndex, T defaultValue = default)
    {
        Contracts.CheckParam(0 <= destinationIndex && destinationIndex <= destination.Length - Length,
            nameof(destination), "Not large enough to hold these values.");
        var target = destination.Slice(destinationIndex, Length);
        if (IsDense)
        {
            GetValues().CopyTo(target);
            return;
        }
        target.Fill(_count == 0 ? default : defaultValue);
        for (int i = 0; i < _count; i++)
            target[_indices[i]] = _values[i];
    }

    public static void Copy(T[] source, int sourceIndex, ref VBuffer<T> destination, int length)
    {
        int size = source?.Length ?? 0;
        Contracts.CheckParam(0 <= length && length <= size, nameof(length));
        Contracts.CheckParam(0 <= sourceIndex && sourceIndex <= size - length, nameof(sourceIndex));
        var editor = VBufferEditor.Create(ref destination, length);
        source.AsSpan(sourceIndex, length).CopyTo(editor.Values);
        destination = editor.Commit();
    }

    public IEnumerable<KeyValuePair<int, T>> Items(bool all = false)
        => all || IsDense ? DenseValues().Select((value, i) => KeyValuePair.Create(i, value)) : ExplicitItems();

    public IEnumerable<T> DenseValues()
    {
        int next = 0;
        for (int i = 0; i < Length; i++)
        {
            bool present = IsDense || (next < _count && _indices[next] == i);
            yield return present ? _values[next++] : default;
        }
    }

    public void GetItemOrDefault(int index, ref T destination) => destination = GetItemOrDefault(index);

    public T GetItemOrDefault(int index)
    {
        Contracts.CheckParam(0 <= index && index < Length, nameof(index));
        if (IsDense)
            return _values[index];
        int at = FirstAtLeast(index);
        return at < _count && _indices[at] == index ? _values[at] : default;
    }

    public IEnumerator GetEnumerator() => _values.GetEnumerator();

    public override string ToString()
        => IsDense ? $"Dense vector of size {Length}" : $"Sparse vector of size {Length}, {_count} explicit values";

    private IEnumerable<KeyValuePair<int, T>> ExplicitItems()
    {
        for (int i = 0; i < _count; i++)
            yield return KeyValuePair.Create(_indices[i], _values[i]);
    }

    private int FirstAtLeast(int index)
    {
        int at = Array.BinarySearch(_indices ?? [], 0, _count, index);
        return at >= 0 ? at : ~at;
    }

    internal VBufferEditor<T> GetEditor(int length, int? valuesCount, int? maxCapacity, bool keepOld, bool indicesOnDense)
    {
        Contracts.CheckParam(length >= 0, nameof(length), "Must be non-negative.");
        int count = valuesCount ?? length;
        Contracts.CheckParam(0 <= count && count <= length, nameof(valuesCount), "Must be between 0 and the new length.");
        var values = Room(_values, count, maxCapacity, keepOld, out bool newValues);
        bool newIndices = false;
        var indices = count == length && !indicesOnDense ? _indices : Room(_indices, count, maxCapacity, keepOld, out newIndices);
        return new VBufferEditor<T>(length, count, values, indices, indicesOnDense, newValues, newIndices);
    }

    internal int Count => _count;

    private static TItem[] Room<TItem>(TItem[] old, int count, int? maxCapacity, bool keepOld, out bool created)
    {
        created = (old?.Length ?? 0) < count;
        if (!created)
            return old;
        int doubled = old is null ? count : (int)Math.Min(2L * old.Length, Array.MaxLength);
        var grown = new TItem[Math.Max(count, Math.Min(doubled, maxCapacity ?? count))];
        if (keepOld)
            old?.CopyTo(grown, 0);
        return grown;
    }
}
