using Microsoft.ML.Runtime;

namespace Microsoft.ML.Data;

internal static class TypeExtensions
{
    private static readonly Dictionary<Type, PrimitiveDataViewType> Primitives = new PrimitiveDataViewType[]
    {
        NumberDataViewType.SByte, NumberDataViewType.Byte, NumberDataViewType.Int16, NumberDataViewType.UInt16,
        NumberDataViewType.Int32, NumberDataViewType.UInt32, NumberDataViewType.Int64, NumberDataViewType.UInt64,
        NumberDataViewType.Single, NumberDataViewType.Double, BooleanDataViewType.Instance, TextDataViewType.Instance,
        DateTimeDataViewType.Instance, DateTimeOffsetDataViewType.Instance, TimeSpanDataViewType.Instance,
        RowIdDataViewType.Instance,
    }.ToDictionary(type => type.RawType);

    public static PrimitiveDataViewType PrimitiveOrNull(this Type raw)
        => Primitives.GetValueOrDefault(raw == typeof(string) ? typeof(ReadOnlyMemory<char>) : raw);

    public static PrimitiveDataViewType Primitive(this Type raw)
        => raw.PrimitiveOrNull() ?? throw Contracts.ExceptParam(nameof(raw), $"Could not determine an IDataView type for {raw}");

    public static DataViewType ItemOrSelf(this DataViewType type) => type is VectorDataViewType vector ? vector.ItemType : type;
    public static int SizeOrZero(this DataViewType type) => type is VectorDataViewType vector ? vector.Size : 0;

    public static DataViewType WithItem(this DataViewType type, PrimitiveDataViewType item)
        => type is VectorDataViewType vector ? new VectorDataViewType(item, vector.Dimensions) : item;
}
