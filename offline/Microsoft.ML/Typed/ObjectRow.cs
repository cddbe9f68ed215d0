using Microsoft.ML.Runtime;

namespace Microsoft.ML.Data;

// Shows the object last put into it as a row.
internal sealed class ObjectRow<TRow> : DataViewRow
    where TRow : class
{
    private readonly Delegate[] _getters;
    private TRow _current;
    private long _position = -1;

    public ObjectRow(RowClass rowClass, Func<int, bool> active = null)
    {
        Schema = rowClass.Schema;
        _getters = rowClass.Columns.Select((c, i) => active is null || active(i) ? MakeGetter(c) : null).ToArray();
    }

    public override DataViewSchema Schema { get; }
    public override long Position => _position;
    public override long Batch => 0;

    public void Set(TRow row)
    {
        Contracts.CheckValue(row, nameof(row));
        _current = row;
        _position++;
    }

    public override ValueGetter<DataViewRowId> GetIdGetter()
        => (ref DataViewRowId id) => id = new DataViewRowId((ulong)_position, 0);

    public override bool IsColumnActive(DataViewSchema.Column column) => _getters[column.Index] is not null;

    public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column)
    {
        Contracts.CheckParam(column.Index < _getters.Length && IsColumnActive(column), nameof(column),
            "requested column not active");
        return RowExtensions.Typed<TValue>(_getters[column.Index], column);
    }

    private Delegate MakeGetter(RowClass.Column column)
    {
        var type = column.MemberType;
        if (type == typeof(string))
            return Text(column);
        if (type == typeof(string[]))
            return Texts(column);
        if (type.IsArray)
            return this.CallGeneric<Delegate>(nameof(FromArray), type.GetElementType(), column);
        if (column.Type is VectorDataViewType vector)
            return this.CallGeneric<Delegate>(nameof(Vector), vector.ItemType.RawType, column);
        if (!DataViewTypeManager.IsUsable(column.Type))
            throw new NotSupportedException($"Type '{type.FullName}' is not yet supported.");
        if (column.Type is KeyDataViewType)
            return this.CallGeneric<Delegate>(nameof(Key), type, column);
        return this.CallGeneric<Delegate>(nameof(Direct), type, column);
    }

    private ValueGetter<ReadOnlyMemory<char>> Text(RowClass.Column column)
    {
        var read = MemberTypes.Reader<TRow, string>(column.Member);
        return (ref ReadOnlyMemory<char> value) => value = read(Current()).AsMemory();
    }

    private ValueGetter<VBuffer<ReadOnlyMemory<char>>> Texts(RowClass.Column column)
    {
        var read = MemberTypes.Reader<TRow, string[]>(column.Member);
        return (ref VBuffer<ReadOnlyMemory<char>> value) =>
        {
            var texts = read(Current()) ?? [];
            var editor = VBufferEditor.Create(ref value, texts.Length);
            for (int i = 0; i < texts.Length; i++)
                editor.Values[i] = texts[i].AsMemory();
            value = editor.Commit();
        };
    }

    private ValueGetter<VBuffer<T>> FromArray<T>(RowClass.Column column)
    {
        var read = MemberTypes.Reader<TRow, T[]>(column.Member);
        return (ref VBuffer<T> value) =>
        {
            var array = read(Current());
            VBuffer<T>.Copy(array, 0, ref value, array?.Length ?? 0);
        };
    }

    private ValueGetter<VBuffer<T>> Vector<T>(RowClass.Column column)
    {
        var read = MemberTypes.Reader<TRow, VBuffer<T>>(column.Member);
        return (ref VBuffer<T> value) => read(Current()).CopyTo(ref value);
    }

    private ValueGetter<T> Direct<T>(RowClass.Column column)
    {
        var read = MemberTypes.Reader<TRow, T>(column.Member);
        return (ref T value) => value = read(Current());
    }

    // A key in a row class counts from zero; in a column from one, with zero for what lies outside.
    private ValueGetter<T> Key<T>(RowClass.Column column)
    {
        var read = MemberTypes.Reader<TRow, T>(column.Member);
        ulong count = ((KeyDataViewType)column.Type).Count;
        return (ref T value) =>
        {
            ulong key = Convert.ToUInt64(read(Current()));
            value = (T)Convert.ChangeType(key < count ? key + 1 : 0, typeof(T));
        };
    }

    private TRow Current() => _current ?? throw Contracts.Except(
        "Values can only be fetched after the cursor has moved to a row and before it is past the last one.");
}
