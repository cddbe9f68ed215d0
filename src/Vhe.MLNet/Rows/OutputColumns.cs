using Vhe.MLNet.Classification;

namespace Vhe.MLNet.Rows;

/// <summary>
/// Transforms from the columns of an <see cref="OutputRow"/> to columns with the user's names and the types that ML.NET's trainers
/// and evaluators expect. ML.NET saves them itself.
/// </summary>
internal static class OutputColumns
{
    public static IEstimator<ITransformer> Vector(TransformsCatalog catalog, string name, int length)
        => catalog.Concatenate(name, OutputRow.PartsOf(length));

    public static IEstimator<ITransformer> Copy(TransformsCatalog catalog, string name, string outputRowColumn)
        => catalog.CopyColumns(name, outputRowColumn);

    /// <summary>The class of index <see cref="OutputRow.VheIndex"/> as a key with key values; the missing key for an index of
    /// -1.</summary>
    public static IEstimator<ITransformer> Key(TransformsCatalog catalog, string name, IReadOnlyList<string> classNames)
        => catalog.Conversion.MapValue(
            name, classNames.Select((item, i) => KeyValuePair.Create(i, item)), nameof(OutputRow.VheIndex), treatValuesAsKeyType: true);

    /// <summary>
    /// The scores in <see cref="OutputRow.VheText"/> as a vector of known size whose slots have the names of the classes. By way of
    /// text, because a saved chain can get slot names only from a lookup table, and Expression, which keeps them, takes but one
    /// vector.
    /// </summary>
    public static IEstimator<ITransformer>[] Scores(TransformsCatalog catalog, string name, IReadOnlyList<string> classNames)
    {
        const string SlotsName = "Vhe.Slots";
        var slots = SlotTable(classNames);
        return
        [
            catalog.Conversion.MapValue(
                SlotsName, slots, slots.Schema[nameof(Slots.Key)], slots.Schema[nameof(Slots.Value)], StateColumn.KeyName),
            catalog.Expression(name, ScoreText.Expression, SlotsName, nameof(OutputRow.VheText)),
            catalog.DropColumns(SlotsName),
        ];
    }

    private static IDataView SlotTable(IReadOnlyList<string> classNames)
    {
        var count = classNames.Count;
        var definition = SchemaDefinition.Create(typeof(Slots));
        var value = definition[nameof(Slots.Value)];
        value.ColumnType = new VectorDataViewType(NumberDataViewType.Single, count);
        value.AddAnnotation(
            "SlotNames",
            new VBuffer<ReadOnlyMemory<char>>(count, [.. classNames.Select(name => name.AsMemory())]),
            new VectorDataViewType(TextDataViewType.Instance, count));
        return RowChain.Context.Data.LoadFromEnumerable([new Slots { Value = ScoreText.Starts(count) }], definition);
    }

    private sealed class Slots
    {
        public string Key { get; set; } = StateColumn.Key;

        public float[] Value { get; set; } = [];
    }
}
