using System.Linq.Expressions;
using System.Reflection;
using Microsoft.ML.Runtime;

namespace Microsoft.ML.Data;

// From members of row classes to column types, and compiled access to them.
internal static class MemberTypes
{
    public static Type TypeOf(MemberInfo member)
        => member is FieldInfo field ? field.FieldType : ((PropertyInfo)member).PropertyType;

    // The raw item type of an array, VBuffer or scalar; text is ReadOnlyMemory<char> whatever the member says.
    public static Type Item(Type type, out bool isVector)
    {
        isVector = true;
        Type item;
        if (type.IsArray)
            item = type.GetElementType();
        else if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(VBuffer<>))
            item = type.GetGenericArguments()[0];
        else
            (item, isVector) = (type, false);
        return item == typeof(string) ? typeof(ReadOnlyMemory<char>) : item;
    }

    public static DataViewType ColumnType(MemberInfo member)
    {
        var raw = Item(TypeOf(member), out bool isVector);
        if (DataViewTypeManager.TypeOrNull(raw, member.GetCustomAttributes()) is { } known)
            return known;
        var item = raw.PrimitiveOrNull() ?? throw Contracts.ExceptParam("rawType",
            $"Could not determine an IDataView type and registered custom types for member {member.Name}");
        if (member.GetCustomAttribute<KeyTypeAttribute>() is { } key)
        {
            if (!KeyDataViewType.IsValidDataType(raw))
            {
                throw Contracts.ExceptParam("userType", $"Member {member.Name} marked with KeyType attribute, " +
                    "but does not appear to be a valid kind of data for a key type");
            }
            item = new KeyDataViewType(raw, key.Count);
        }
        var vector = member.GetCustomAttribute<VectorTypeAttribute>();
        if (vector is not null && !isVector)
        {
            throw Contracts.ExceptParam("userType",
                $"Member {member.Name} marked with VectorTypeAttribute, but does not appear to be a vector type");
        }
        if (!isVector)
            return item;
        return vector?.Dimensions is { Length: > 0 } dimensions
            ? new VectorDataViewType(item, dimensions) : new VectorDataViewType(item);
    }

    public static Func<TRow, TValue> Reader<TRow, TValue>(MemberInfo member)
    {
        var row = Expression.Parameter(typeof(TRow));
        return Expression.Lambda<Func<TRow, TValue>>(Expression.MakeMemberAccess(row, member), row).Compile();
    }

    public static Action<TRow, TValue> Writer<TRow, TValue>(MemberInfo member)
    {
        var row = Expression.Parameter(typeof(TRow));
        var value = Expression.Parameter(typeof(TValue));
        var assign = Expression.Assign(Expression.MakeMemberAccess(row, member), value);
        return Expression.Lambda<Action<TRow, TValue>>(assign, row, value).Compile();
    }
}
