namespace Microsoft.ML.Data;

internal static class AnnotationKinds
{
    public const string SlotNames = "SlotNames";
    public const string KeyValues = "KeyValues";
    public const string IsNormalized = "IsNormalized";

    // SlotNames of a vector of known size, as text; null where there are none that fit.
    public static ReadOnlyMemory<char>[] SlotNamesOrNull(this DataViewSchema.Column column)
    {
        if (!column.HasSlotNames())
            return null;
        VBuffer<ReadOnlyMemory<char>> names = default;
        column.GetSlotNames(ref names);
        return names.DenseValues().ToArray();
    }

    public static void AddVector<T>(this DataViewSchema.Annotations.Builder builder, string kind, PrimitiveDataViewType itemType,
        T[] values)
        => builder.Add(kind, new VectorDataViewType(itemType, values.Length),
            (ref VBuffer<T> destination) => VBuffer<T>.Copy(values, 0, ref destination, values.Length));

    public static DataViewSchema.Annotations Only(this DataViewSchema.Annotations annotations, params string[] kinds)
    {
        var builder = new DataViewSchema.Annotations.Builder();
        builder.Add(annotations, kinds.Contains);
        return builder.ToAnnotations();
    }
}
