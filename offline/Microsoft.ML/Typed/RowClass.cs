using System.Reflection;
using Microsoft.ML.Runtime;

namespace Microsoft.ML.Data;

// A row class with its columns: by its attributes alone, or as a SchemaDefinition says.
internal sealed class RowClass
{
    private RowClass(Column[] columns)
    {
        Columns = columns;
        Schema = DataViewSchema.Of(columns.Select(c => new DataViewSchema.DetachedColumn(c.Name, c.Type, c.Annotations)));
    }

    public Column[] Columns { get; }
    public DataViewSchema Schema { get; }

    public static RowClass Of(Type type, SchemaDefinition.Direction direction, SchemaDefinition definition = null)
        => new((definition ?? SchemaDefinition.Create(type, direction)).Select(c => Bind(type, c)).ToArray());

    private static Column Bind(Type type, SchemaDefinition.Column column)
    {
        MemberInfo member = type.GetField(column.MemberName) ?? (MemberInfo)type.GetProperty(column.MemberName)
            ?? throw Contracts.ExceptParam("userSchemaDefinition",
                $"No field or property with name '{column.MemberName}' found in type '{type.FullName}'");
        string name = string.IsNullOrEmpty(column.ColumnName) ? column.MemberName : column.ColumnName;
        var item = MemberTypes.Item(MemberTypes.TypeOf(member), out bool isVector);
        var columnType = column.ColumnType ?? MemberTypes.ColumnType(member);
        if (isVector != columnType is VectorDataViewType)
        {
            throw Contracts.ExceptParam("userSchemaDefinition", $"Column '{name}' is supposed to be " +
                $"{(isVector ? "scalar" : "vector")}, but type of associated field '{column.MemberName}' is " +
                $"{(isVector ? "vector" : "scalar")}");
        }
        if (columnType.ItemOrSelf().RawType != item)
        {
            throw Contracts.ExceptParam("userSchemaDefinition", $"Column '{name}' is supposed to have item type " +
                $"{columnType.ItemOrSelf().RawType}, but associated field has type {item}");
        }
        return new Column(name, columnType, member, column.Annotations);
    }

    public sealed record Column(string Name, DataViewType Type, MemberInfo Member, DataViewSchema.Annotations Annotations)
    {
        public Type MemberType => MemberTypes.TypeOf(Member);
    }
}
