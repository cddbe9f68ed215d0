using Microsoft.ML;
using Microsoft.ML.Data;
using Vhe.MLNet.Persistence;

namespace Vhe.MLNet.Classification;

/// <summary>
/// The transforms from a mapping's raw answers to the columns that ML.NET's evaluators and metrics expect: a key with key values,
/// a vector of known size with slot names, a number, a truth value. They are all saved by ML.NET itself.
/// </summary>
internal static class ClassifierOutputs
{
    private const string SlotsName = "Vhe.Classifier.Slots";

    // Makes the small lookup tables. Nothing else of it is used.
    private static readonly Lazy<MLContext> Tables = new(() => new MLContext(seed: 0));

    /// <summary>The transforms, in order.</summary>
    /// <param name="catalog">Makes them.</param>
    /// <param name="columns">The user's columns.</param>
    /// <param name="classNames">The classes.</param>
    /// <returns>The estimators.</returns>
    public static IReadOnlyList<IEstimator<ITransformer>> Create(
        TransformsCatalog catalog, ClassifierColumns columns, IReadOnlyList<string> classNames)
    {
        var slots = SlotTable(classNames);
        string[] raw =
        [
            ClassifierMapping.Answer.LabelName,
            ClassifierMapping.Answer.ScoresName,
            ClassifierMapping.Answer.LogLikelihoodName,
            .. columns.DetectUnknown ? [KnownMapping.Answer.IsKnownName, KnownMapping.Answer.LabelName] : Array.Empty<string>(),
        ];
        var label = columns.MissingLabelWhereUnknown ? KnownMapping.Answer.LabelName : ClassifierMapping.Answer.LabelName;
        return
        [
            catalog.Conversion.MapValue(
                SlotsName, slots, slots.Schema[nameof(Slots.Key)], slots.Schema[nameof(Slots.Value)], StateColumn.KeyName),
            catalog.Expression(columns.Score, ScoreText.Expression, SlotsName, ClassifierMapping.Answer.ScoresName),
            catalog.Conversion.MapValueToKey(columns.PredictedLabel, label, keyData: NameTable(classNames)),
            catalog.CopyColumns(columns.LogLikelihood, ClassifierMapping.Answer.LogLikelihoodName),
            .. columns.IsKnown is null
                ? Array.Empty<IEstimator<ITransformer>>()
                : [catalog.CopyColumns(columns.IsKnown, KnownMapping.Answer.IsKnownName)],
            catalog.DropColumns([SlotsName, .. raw, StateColumn.KeyName]),
        ];
    }

    /// <summary>What a schema shape becomes by a classifier.</summary>
    /// <param name="shape">The shape before.</param>
    /// <param name="catalog">Makes the transforms.</param>
    /// <param name="columns">The user's columns.</param>
    /// <returns>The shape after.</returns>
    public static SchemaShape AddTo(SchemaShape shape, TransformsCatalog catalog, ClassifierColumns columns)
    {
        var keyed = catalog.CustomMapping<NoColumns, StateColumn>((_, _) => { }, contractName: null).GetOutputSchema(shape);
        var answered = catalog.CustomMapping<NoColumns, ClassifierMapping.Answer>((_, _) => { }, contractName: null)
            .GetOutputSchema(keyed);
        var known = columns.DetectUnknown
            ? catalog.CustomMapping<NoColumns, KnownMapping.Answer>((_, _) => { }, contractName: null).GetOutputSchema(answered)
            : answered;
        return Create(catalog, columns, ["a", "b"]).Aggregate(known, (current, step) => step.GetOutputSchema(current));
    }

    private static IDataView NameTable(IReadOnlyList<string> classNames)
        => Tables.Value.Data.LoadFromEnumerable(classNames.Select(name => new ClassName { Name = name }).ToList());

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
        return Tables.Value.Data.LoadFromEnumerable([new Slots { Value = ScoreText.Starts(count) }], definition);
    }

    private sealed class ClassName
    {
        public string Name { get; set; } = "";
    }

    private sealed class Slots
    {
        public string Key { get; set; } = StateColumn.Key;

        public float[] Value { get; set; } = [];
    }
}
