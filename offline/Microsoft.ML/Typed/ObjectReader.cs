using System.Reflection;
using Microsoft.ML.Runtime;

namespace Microsoft.ML.Data;

// Fills objects of a row class from rows of a schema.
internal sealed class ObjectReader<TRow>
    where TRow : class
{
    private readonly List<(RowClass.Column Member, DataViewSchema.Column Column)> _pairs = [];

    public ObjectReader(DataViewSchema schema, bool ignoreMissingColumns, SchemaDefinition definition = null)
    {
        foreach (var member in RowClass.Of(typeof(TRow), SchemaDefinition.Direction.Write, definition).Columns)
        {
            if (schema.GetColumnOrNull(member.Name) is { } column)
                _pairs.Add((member, Checked(member, column)));
            else if (!ignoreMissingColumns)
                throw Contracts.ExceptSchemaMismatch("Schema", "", member.Name);
        }
    }

    public IEnumerable<DataViewSchema.Column> Columns => _pairs.Select(p => p.Column);

    public Action<TRow> Bind(DataViewRow input)
    {
        var setters = _pairs.Select(p => Setter(input, p.Member, p.Column)).ToArray();
        return row =>
        {
            foreach (var set in setters)
                set(row);
        };
    }

    private static DataViewSchema.Column Checked(RowClass.Column member, DataViewSchema.Column column)
    {
        var item = MemberTypes.Item(member.MemberType, out bool isVector);
        Contracts.Check(isVector == column.Type is VectorDataViewType && column.Type.ItemOrSelf().RawType == item,
            $"Can't bind the IDataView column '{column.Name}' of type '{column.Type}' to field or property " +
            $"'{member.Member.Name}' of type '{member.MemberType.FullName}'.");
        return column;
    }

    private static Action<TRow> Setter(DataViewRow input, RowClass.Column member, DataViewSchema.Column column)
    {
        var type = member.MemberType;
        if (type == typeof(string))
            return Text(input, member.Member, column);
        if (type == typeof(string[]))
            return Texts(input, member.Member, column);
        if (!DataViewTypeManager.IsUsable(column.Type))
            throw Contracts.ExceptNotImpl($"Type '{type.FullName}' is not yet supported.");
        string method = type.IsArray ? nameof(Array) : column.Type is VectorDataViewType ? nameof(Vector) : nameof(Direct);
        return RowExtensions.CallGeneric<Action<TRow>>(typeof(ObjectReader<TRow>), method,
            [column.Type.ItemOrSelf().RawType], input, member.Member, column);
    }

    private static Action<TRow> Direct<T>(DataViewRow input, MemberInfo member, DataViewSchema.Column column)
    {
        var getter = input.GetGetter<T>(column);
        var write = MemberTypes.Writer<TRow, T>(member);
        T value = default;
        return row =>
        {
            getter(ref value);
            write(row, value);
        };
    }

    private static Action<TRow> Text(DataViewRow input, MemberInfo member, DataViewSchema.Column column)
    {
        var getter = input.GetGetter<ReadOnlyMemory<char>>(column);
        var write = MemberTypes.Writer<TRow, string>(member);
        ReadOnlyMemory<char> value = default;
        return row =>
        {
            getter(ref value);
            write(row, value.ToString());
        };
    }

    private static Action<TRow> Texts(DataViewRow input, MemberInfo member, DataViewSchema.Column column)
    {
        var getter = input.GetGetter<VBuffer<ReadOnlyMemory<char>>>(column);
        var write = MemberTypes.Writer<TRow, string[]>(member);
        VBuffer<ReadOnlyMemory<char>> value = default;
        return row =>
        {
            getter(ref value);
            write(row, value.DenseValues().Select(text => text.ToString()).ToArray());
        };
    }

    // The row's own array is filled again where its length fits.
    private static Action<TRow> Array<T>(DataViewRow input, MemberInfo member, DataViewSchema.Column column)
    {
        var getter = input.GetGetter<VBuffer<T>>(column);
        var read = MemberTypes.Reader<TRow, T[]>(member);
        var write = MemberTypes.Writer<TRow, T[]>(member);
        VBuffer<T> value = default;
        return row =>
        {
            getter(ref value);
            var array = read(row);
            if (array?.Length != value.Length)
                array = new T[value.Length];
            value.CopyTo(array);
            write(row, array);
        };
    }

    private static Action<TRow> Vector<T>(DataViewRow input, MemberInfo member, DataViewSchema.Column column)
    {
        var getter = input.GetGetter<VBuffer<T>>(column);
        var read = MemberTypes.Reader<TRow, VBuffer<T>>(member);
        var write = MemberTypes.Writer<TRow, VBuffer<T>>(member);
        return row =>
        {
            var value = read(row);
            getter(ref value);
            write(row, value);
        };
    }
}
