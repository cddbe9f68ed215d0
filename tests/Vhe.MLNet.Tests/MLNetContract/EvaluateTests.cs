namespace Vhe.MLNet.Tests.MLNetContract;

internal sealed class EvaluateTests
{
    private static readonly Scored[] Rows =
    [
        new() { Label = "a", Score = [0.7f, 0.2f, 0.1f] },
        new() { Label = "a", Score = [0.3f, 0.6f, 0.1f] },
        new() { Label = "b", Score = [0.1f, 0.8f, 0.1f] },
        new() { Label = "c", Score = [0.5f, 0.1f, 0.4f] },
    ];

    private readonly MLContext _mlContext = new(seed: 1);

    [Test]
    public void Metrics_are_those_of_the_scores()
    {
        var metrics = _mlContext.MulticlassClassification.Evaluate(View(["a", "b", "c"]), topKPredictionCount: 2);

        Assert.That(metrics.MicroAccuracy, Is.EqualTo(0.5));
        Assert.That(metrics.MacroAccuracy, Is.EqualTo((0.5 + 1 + 0) / 3));
        var losses = new[] { 0.7f, 0.3f, 0.8f, 0.4f }.Select(p => -Math.Log(p)).ToArray();
        Assert.That(metrics.LogLoss, Is.EqualTo(losses.Average()).Within(1e-12));
        var entropy = -((0.5 * Math.Log(0.5)) + (0.5 * Math.Log(0.25)));
        Assert.That(metrics.LogLossReduction, Is.EqualTo((entropy - losses.Average()) / entropy).Within(1e-12));
        Assert.That(
            metrics.PerClassLogLoss,
            Is.EqualTo(new[] { (losses[0] + losses[1]) / 2, losses[2], losses[3] }).Within(1e-12));
        Assert.That(metrics.TopKAccuracy, Is.EqualTo(1));
        Assert.That(metrics.TopKAccuracyForAllK, Is.EqualTo(new[] { 0.5, 1 }));
        Assert.That(metrics.ConfusionMatrix.Counts, Is.EqualTo(new[] { new double[] { 1, 1, 0 }, [0, 1, 0], [1, 0, 0] }));
        Assert.That(metrics.ConfusionMatrix.PerClassRecall, Is.EqualTo(new[] { 0.5, 1, 0 }));
        Assert.That(metrics.ConfusionMatrix.PerClassPrecision, Is.EqualTo(new[] { 0.5, 0.5, 0 }));
        Assert.That(metrics.ConfusionMatrix.GetCountForClassPair(0, 2), Is.EqualTo(1));
    }

    [Test]
    public void The_confusion_table_takes_class_names_from_the_slot_names_of_the_score()
    {
        var table = Table(["a", "b", "c"]);

        Assert.That(table, Is.EqualTo("""

            Confusion table
                      ||========================
            PREDICTED ||     a |     b |     c | Recall
            TRUTH     ||========================
                    a ||     1 |     1 |     0 | 0.5000
                    b ||     0 |     1 |     0 | 1.0000
                    c ||     1 |     0 |     0 | 0.0000
                      ||========================
            Precision ||0.5000 |0.5000 |0.0000 |

            """.ReplaceLineEndings("\n")));
    }

    [Test]
    public void Long_class_names_become_numbers_in_the_head()
    {
        var table = Table(["alpha", "a longer name", "c"]);

        Assert.That(table, Is.EqualTo("""

            Confusion table
                             ||========================
            PREDICTED        ||     0 |     1 |     2 | Recall
            TRUTH            ||========================
            0.         alpha ||     1 |     1 |     0 | 0.5000
            1. a longer name ||     0 |     1 |     0 | 1.0000
            2.             c ||     1 |     0 |     0 | 0.0000
                             ||========================
            Precision        ||0.5000 |0.5000 |0.0000 |

            """.ReplaceLineEndings("\n")));
    }

    [Test]
    public void A_score_of_unknown_size_and_missing_columns_are_refused()
    {
        var unknown = _mlContext.Data.LoadFromEnumerable(Rows);
        var keyed = _mlContext.Transforms.Conversion.MapValueToKey("Label")
            .Append(_mlContext.Transforms.CopyColumns("PredictedLabel", "Label")).Fit(unknown).Transform(unknown);

        Assert.That(
            () => _mlContext.MulticlassClassification.Evaluate(keyed),
            Throws.InstanceOf<ArgumentOutOfRangeException>().With.Message.Contains("vector of two or more items of type Single"));
        Assert.That(
            () => _mlContext.MulticlassClassification.Evaluate(keyed, scoreColumnName: "None"),
            Throws.InstanceOf<ArgumentOutOfRangeException>());
        Assert.That(
            () => _mlContext.MulticlassClassification.Evaluate(View(["a", "b", "c"]), labelColumnName: "Text"),
            Throws.InstanceOf<ArgumentOutOfRangeException>());
        Assert.That(() => _mlContext.MulticlassClassification.Evaluate(null), Throws.ArgumentNullException);
    }

    private string Table(string[] slotNames)
        => _mlContext.MulticlassClassification.Evaluate(View(slotNames)).ConfusionMatrix.GetFormattedConfusionTable()
            .ReplaceLineEndings("\n");

    private IDataView View(string[] slotNames)
    {
        var definition = SchemaDefinition.Create(typeof(Scored), SchemaDefinition.Direction.Read);
        definition["Score"].ColumnType = new VectorDataViewType(NumberDataViewType.Single, 3);
        definition["Score"].AddAnnotation("SlotNames", slotNames, new VectorDataViewType(TextDataViewType.Instance, 3));
        var data = _mlContext.Data.LoadFromEnumerable(Rows, definition);
        return _mlContext.Transforms.CopyColumns("Text", "Label").Append(_mlContext.Transforms.Conversion.MapValueToKey("Label"))
            .Append(_mlContext.Transforms.CopyColumns("PredictedLabel", "Label")).Fit(data).Transform(data);
    }

    private sealed class Scored
    {
        public string Label { get; set; } = "";

        public float[] Score { get; set; } = [];
    }
}
