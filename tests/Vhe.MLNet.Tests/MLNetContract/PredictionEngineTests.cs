namespace Vhe.MLNet.Tests.MLNetContract;

internal sealed class PredictionEngineTests
{
    private readonly MLContext _mlContext = new(seed: 1);

    [Test]
    public void An_engine_predicts_row_by_row()
    {
        using var engine = Engine(ignoreMissingColumns: false);

        Assert.That(engine.Predict(new Numbered { Number = 2, Vector = [4, 5, 6] }).All, Is.EqualTo(new[] { 2f, 4, 5, 6 }));
        Assert.That(engine.Predict(new Numbered { Number = 3, Vector = [7, 8, 9] }).All, Is.EqualTo(new[] { 3f, 7, 8, 9 }));
        var reused = new AllRow();
        engine.Predict(new Numbered { Number = 1 }, ref reused);
        Assert.That(reused.All, Is.EqualTo(new[] { 1f, 0, 0, 0 }));
        Assert.That(engine.OutputSchema.Select(column => column.Name), Is.EqualTo(new[] { "Name", "Number", "Vector", "All" }));
        Assert.That(() => engine.Predict(null!), Throws.ArgumentNullException);
    }

    [Test]
    public void Missing_output_columns_are_refused_unless_ignored()
    {
        var model = Model();

        Assert.That(
            _mlContext.Model.CreatePredictionEngine<Numbered,
            OtherRow>(model).Predict(new Numbered()).Elsewhere,
            Is.EqualTo(5));
        Assert.That(
            () => _mlContext.Model.CreatePredictionEngine<Numbered, OtherRow>(model, ignoreMissingColumns: false),
            Throws.InstanceOf<ArgumentOutOfRangeException>().With.Message.Contains("Elsewhere"));
        Assert.That(
            () => _mlContext.Model.CreatePredictionEngine<OtherRow,
            AllRow>(model),
            Throws.InstanceOf<ArgumentOutOfRangeException>());
        Assert.That(() => _mlContext.Model.CreatePredictionEngine<Numbered, AllRow>(null), Throws.ArgumentNullException);
    }

    [Test]
    public void Typed_chains_keep_their_last_transformer()
    {
        var chain = _mlContext.Transforms.CopyColumns("A", "Number").Append(_mlContext.Transforms.Concatenate("B", "A"))
            .AppendCacheCheckpoint(_mlContext).Append(_mlContext.Transforms.CopyColumns("C", "B"), TransformerScope.Training);
        var model = chain.Fit(_mlContext.Data.LoadFromEnumerable(Numbered.Rows(1)));

        Assert.That(model.LastTransformer, Is.SameAs(model.Last()));
        Assert.That(model.Count(), Is.EqualTo(3));
        Assert.That(
            model.GetOutputSchema(_mlContext.Data.LoadFromEnumerable(Numbered.Rows(1)).Schema).GetColumnOrNull("C"),
            Is.Null,
            "training only");
    }

    private PredictionEngine<Numbered, AllRow> Engine(bool ignoreMissingColumns)
        => _mlContext.Model.CreatePredictionEngine<Numbered, AllRow>(Model(), ignoreMissingColumns);

    private ColumnConcatenatingTransformer Model()
        => _mlContext.Transforms.Concatenate("All", "Number", "Vector").Fit(_mlContext.Data.LoadFromEnumerable(Numbered.Rows(1)));

    private sealed class AllRow
    {
        public float[] All { get; set; } = [];
    }

    private sealed class OtherRow
    {
        public float Elsewhere { get; set; } = 5;
    }
}
