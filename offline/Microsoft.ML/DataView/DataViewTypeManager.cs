using Microsoft.ML.Runtime;

namespace Microsoft.ML.Data;

// Types beyond the primitive ones, such as images: .NET type and attribute on one side, IDataView type on the other.
public static class DataViewTypeManager
{
    private static readonly Lock Gate = new();
    private static readonly List<(Type Raw, DataViewTypeAttribute Attribute, DataViewType Type)> Known = [];

    public static void Register(DataViewType dataViewType, Type type, IEnumerable<Attribute> typeAttributes)
    {
        var all = typeAttributes?.ToArray() ?? [];
        if (all.Length > 1)
            throw Contracts.ExceptParam(nameof(type), $"Type {type} has too many attributes.");
        if (all.Length == 1 && all[0] is not DataViewTypeAttribute)
            throw Contracts.ExceptParam(nameof(type), $"Type {type} has an attribute that is not of DataViewTypeAttribute.");
        Register(dataViewType, type, all.Length == 1 ? (DataViewTypeAttribute)all[0] : null);
    }

    public static void Register(DataViewType dataViewType, Type type, DataViewTypeAttribute typeAttribute = null)
    {
        if (type.PrimitiveOrNull() is not null)
            throw Contracts.ExceptParam(nameof(type), $"Type {type} has been registered as ML.NET's default supported type.");
        lock (Gate)
        {
            bool same = Known.Any(k => k.Raw == type && Same(k.Attribute, typeAttribute) && k.Type.Equals(dataViewType));
            if (same)
                return;
            if (Known.Any(k => k.Raw == type && Same(k.Attribute, typeAttribute)))
                throw Contracts.ExceptParam(nameof(type), $"Repeated type register. The raw type {type} is registered already.");
            if (Known.Any(k => k.Type.Equals(dataViewType)))
            {
                throw Contracts.ExceptParam(nameof(dataViewType),
                    $"Repeated type register. The DataView type {dataViewType} is registered already.");
            }
            Known.Add((type, typeAttribute, dataViewType));
        }
    }

    internal static DataViewType TypeOrNull(Type raw, IEnumerable<Attribute> attributes)
    {
        var attribute = attributes?.OfType<DataViewTypeAttribute>().SingleOrDefault();
        lock (Gate)
            return Known.FirstOrDefault(k => k.Raw == raw && Same(k.Attribute, attribute)).Type;
    }

    // Whether members of row classes can hold values of the type: primitive, vector, or registered.
    internal static bool IsUsable(DataViewType type)
    {
        if (type is PrimitiveDataViewType or VectorDataViewType)
            return true;
        lock (Gate)
            return Known.Any(k => k.Type.Equals(type));
    }

    private static bool Same(DataViewTypeAttribute a, DataViewTypeAttribute b)
        => a is null ? b is null : b is not null && a.Equals(b);
}
