using System.Runtime.InteropServices;
using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Transforms.Image;

namespace ReloadHost;

/// <summary>Writes a view as JSON, floats bit by bit, so that two processes can compare what they see.</summary>
public static class ViewDump
{
    private static readonly JsonSerializerOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Writes all visible columns but images, of all rows, with their types, key values and slot names.</summary>
    /// <param name="view">The view.</param>
    /// <returns>JSON.</returns>
    public static string ToJson(IDataView view)
    {
        ArgumentNullException.ThrowIfNull(view);
        var columns = view.Schema.Where(column => !column.IsHidden && column.Type is not ImageDataViewType).ToList();
        using var cursor = view.GetRowCursor(columns);
        var rows = Rows(cursor, columns);
        var schema = columns.ToDictionary(column => column.Name, Describe, StringComparer.Ordinal);
        return JsonSerializer.Serialize(new { Schema = schema, Rows = rows }, Readable);
    }

    /// <summary>Reads the rows of a cursor.</summary>
    /// <param name="cursor">The cursor.</param>
    /// <param name="columns">The columns to read.</param>
    /// <returns>For each row the values by the names of their columns, floats bit by bit.</returns>
    public static IReadOnlyList<IReadOnlyDictionary<string, string>> Rows(
        DataViewRowCursor cursor, IEnumerable<DataViewSchema.Column> columns)
    {
        ArgumentNullException.ThrowIfNull(cursor);
        var rows = new List<IReadOnlyDictionary<string, string>>();
        var getters = columns.ToDictionary(column => column.Name, column => Getter(cursor, column), StringComparer.Ordinal);
        while (cursor.MoveNext())
            rows.Add(getters.ToDictionary(getter => getter.Key, getter => getter.Value(), StringComparer.Ordinal));

        return rows;
    }

    private static string Describe(DataViewSchema.Column column)
    {
        VBuffer<ReadOnlyMemory<char>> names = default;
        if (column.HasSlotNames())
        {
            column.GetSlotNames(ref names);
        }
        else if (column.HasKeyValues())
        {
            column.GetKeyValues(ref names);
        }

        return $"{column.Type} [{string.Join(", ", names.DenseValues())}]";
    }

    private static Func<string> Getter(DataViewRow row, DataViewSchema.Column column) => column.Type switch
    {
        TextDataViewType => Read<ReadOnlyMemory<char>>(row, column, value => value.ToString()),
        KeyDataViewType => Read<uint>(row, column, value => value.ToString()),
        NumberDataViewType item when item == NumberDataViewType.Int32 => Read<int>(row, column, value => value.ToString()),
        BooleanDataViewType => Read<bool>(row, column, value => value.ToString()),
        VectorDataViewType { ItemType: NumberDataViewType item } when item == NumberDataViewType.Byte
            => Read<VBuffer<byte>>(row, column, value => Convert.ToHexString([.. value.DenseValues()])),
        VectorDataViewType => Read<VBuffer<float>>(row, column, value => Bits([.. value.DenseValues()])),
        _ => Read<float>(row, column, value => Bits([value])),
    };

    private static Func<string> Read<T>(DataViewRow row, DataViewSchema.Column column, Func<T, string> write)
    {
        var getter = row.GetGetter<T>(column);
        T value = default!;
        return () =>
        {
            getter(ref value);
            return write(value);
        };
    }

    private static string Bits(ReadOnlySpan<float> values) => Convert.ToHexString(MemoryMarshal.AsBytes(values));
}
