using Microsoft.ML.Runtime;

namespace Microsoft.ML.Data;

internal static class MulticlassEvaluator
{
    public static MulticlassClassificationMetrics Evaluate(IDataView data, string labelName, string scoreName,
        string predictedName, int topK)
    {
        var label = data.Schema.Require(labelName, "Label");
        var score = data.Schema.Require(scoreName, "Score");
        data.Schema.Require(predictedName, "PredictedLabel");
        if (score.Type is not VectorDataViewType { Size: >= 2 } || score.Type.ItemOrSelf() != NumberDataViewType.Single)
        {
            throw Contracts.ExceptSchemaMismatch("schema", "score", score.Name, "vector of two or more items of type Single",
                score.Type.ToString());
        }
        if (label.Type != NumberDataViewType.Single && label.Type is not KeyDataViewType)
            throw Contracts.ExceptSchemaMismatch("schema", "label", label.Name, "Single or Key", label.Type.ToString());

        int classes = score.Type.SizeOrZero();
        var counters = new MulticlassCounters(classes, topK);
        using var cursor = data.Cursor(label, score);
        var getLabel = LabelGetter(cursor, label);
        var getScore = cursor.GetGetter<VBuffer<float>>(score);
        VBuffer<float> scores = default;
        var dense = new float[classes];
        while (cursor.MoveNext())
        {
            float actual = getLabel();
            getScore(ref scores);
            Contracts.Check(scores.Length == classes,
                $"Column '{score.Name}': expected {classes} slots, but got {scores.Length}");
            scores.CopyTo(dense);
            // Rows without a usable label or with a score that is not finite do not count.
            if (actual >= 0 && actual == (int)actual && dense.All(float.IsFinite))
                counters.Add((int)actual, dense);
        }
        var names = score.SlotNamesOrNull() ?? Enumerable.Range(0, classes).Select(i => i.ToString().AsMemory()).ToArray();
        return new MulticlassClassificationMetrics(counters, names);
    }

    private static Func<float> LabelGetter(DataViewRow row, DataViewSchema.Column column)
    {
        if (column.Type is not KeyDataViewType)
        {
            var getter = row.GetGetter<float>(column);
            return () =>
            {
                float value = 0;
                getter(ref value);
                return value;
            };
        }
        var key = row.BoxedGetter(column);
        return () => Convert.ToUInt64(key()) is > 0 and var value ? value - 1 : float.NaN;
    }
}
