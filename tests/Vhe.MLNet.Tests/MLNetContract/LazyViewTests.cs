using Microsoft.ML.Transforms;

namespace Vhe.MLNet.Tests.MLNetContract;

internal sealed class LazyViewTests
{
    private readonly MLContext _mlContext = new(seed: 1);

    [Test]
    public void A_view_reads_its_rows_only_when_a_cursor_moves_and_anew_for_each_cursor()
    {
        var read = 0;
        var view = _mlContext.Data.LoadFromEnumerable(Counted(5, () => read++));
        _ = view.Schema["Vector"];
        var taken = _mlContext.Data.TakeRows(view, 2);
        Assert.That(read, Is.Zero);

        Assert.That(view.GetColumn<float>("Number"), Is.EqualTo(new float[] { 0, 1, 2, 3, 4 }));
        Assert.That(read, Is.EqualTo(5));
        Assert.That(taken.GetColumn<string>("Name"), Is.EqualTo(new[] { "n0", "n1" }));
        Assert.That(view.GetColumn<float[]>("Vector").Last(), Is.EqualTo(new[] { 4, -4, 4 / 3f }));
        Assert.That(read, Is.GreaterThan(10));
    }

    [Test]
    public void A_mapping_runs_once_a_row_and_only_for_cursors_that_want_its_columns()
    {
        var runs = 0;
        void Double(Numbered row, Doubled twice)
        {
            runs++;
            (twice.Twice, twice.Thrice) = (2 * row.Number, 3 * row.Number);
        }

        var data = _mlContext.Data.LoadFromEnumerable(Numbered.Rows(4));
        var view = _mlContext.Transforms.CustomMapping<Numbered, Doubled>(Double, contractName: null).Fit(data).Transform(data);
        Assert.That(view.GetColumn<string>("Name").Count(), Is.EqualTo(4));
        Assert.That(runs, Is.Zero, "a cursor over other columns");

        using var cursor = view.GetRowCursor([view.Schema["Twice"], view.Schema["Thrice"]]);
        var getTwice = cursor.GetGetter<float>(view.Schema["Twice"]);
        var getThrice = cursor.GetGetter<float>(view.Schema["Thrice"]);
        var values = new List<(float, float)>();
        while (cursor.MoveNext())
        {
            var (twice, thrice) = (0f, 0f);
            getTwice(ref twice);
            getThrice(ref thrice);
            getTwice(ref twice);
            values.Add((twice, thrice));
        }

        Assert.That(values, Is.EqualTo(new[] { (0f, 0f), (2f, 3f), (4f, 6f), (6f, 9f) }));
        Assert.That(runs, Is.EqualTo(4));
    }

    [Test]
    public void A_cached_view_reads_its_source_once()
    {
        var read = 0;
        var view = _mlContext.Data.Cache(_mlContext.Data.LoadFromEnumerable(Counted(5, () => read++)), "Number");

        Assert.That(view.GetColumn<float>("Number").Sum(), Is.EqualTo(10));
        Assert.That(view.GetColumn<float>("Number").Sum(), Is.EqualTo(10));
        Assert.That(read, Is.EqualTo(5));
    }

    [Test]
    public void Rows_are_skipped_taken_shuffled_and_split_without_loss()
    {
        var data = _mlContext.Data.LoadFromEnumerable(Numbered.Rows(200));
        var all = Enumerable.Range(0, 200).Select(i => (float)i).ToArray();

        Assert.That(_mlContext.Data.SkipRows(data, 197).GetColumn<float>("Number"), Is.EqualTo(new float[] { 197, 198, 199 }));
        Assert.That(() => _mlContext.Data.TakeRows(data, 0), Throws.InstanceOf<ArgumentOutOfRangeException>());
        var shuffled = _mlContext.Data.ShuffleRows(data, seed: 3).GetColumn<float>("Number").ToArray();
        Assert.That(shuffled, Is.EquivalentTo(all).And.Not.EqualTo(all));
        var split = _mlContext.Data.TrainTestSplit(data, testFraction: 0.25, seed: 5);
        var train = split.TrainSet.GetColumn<float>("Number").ToArray();
        var test = split.TestSet.GetColumn<float>("Number").ToArray();
        Assert.That(train.Concat(test), Is.EquivalentTo(all));
        Assert.That(test, Has.Length.InRange(25, 75));
        Assert.That(split.TestSet.Schema.Select(column => column.Name), Is.EqualTo(data.Schema.Select(column => column.Name)));
    }

    [Test]
    public void Objects_go_in_and_come_out()
    {
        var data = _mlContext.Data.LoadFromEnumerable(Numbered.Rows(3));

        var rows = _mlContext.Data.CreateEnumerable<Numbered>(data, reuseRowObject: false).ToArray();

        Assert.That(rows.Select(row => row.Name), Is.EqualTo(new[] { "n0", "n1", "n2" }));
        Assert.That(rows[2].Vector, Is.EqualTo(new[] { 2, -2, 2 / 3f }));
        Assert.That(_mlContext.Data.CreateEnumerable<Numbered>(data, reuseRowObject: true).Distinct().Count(), Is.EqualTo(1));
        Assert.That(
            () => _mlContext.Data.CreateEnumerable<Doubled>(data, reuseRowObject: false).ToArray(),
            Throws.InstanceOf<ArgumentOutOfRangeException>().With.Message.Contains("Twice"));
        var preview = data.Preview(maxRows: 2);
        Assert.That(preview.RowView, Has.Length.EqualTo(2));
        Assert.That(preview.ColumnView[0].Values.Select(value => value.ToString()), Is.EqualTo(new[] { "n0", "n1" }));
    }

    private static IEnumerable<Numbered> Counted(int count, Action onRow)
    {
        foreach (var row in Numbered.Rows(count))
        {
            onRow();
            yield return row;
        }
    }

    private sealed class Doubled
    {
        public float Twice { get; set; }

        public float Thrice { get; set; }
    }
}
