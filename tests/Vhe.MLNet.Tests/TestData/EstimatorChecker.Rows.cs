using Microsoft.ML.Transforms.Image;
using ReloadHost;
using TorchSharp;

namespace Vhe.MLNet.Tests.TestData;

/// <content>The rows of a transformer, however they are read.</content>
internal static partial class EstimatorChecker
{
    /// <summary>Checks that a prediction engine gives what the view gives.</summary>
    /// <typeparam name="TRow">A row that the transformer reads.</typeparam>
    /// <typeparam name="TAnswer">A row with its answer.</typeparam>
    /// <param name="mlContext">The context.</param>
    /// <param name="transformer">The transformer.</param>
    /// <param name="rows">Rows.</param>
    /// <param name="values">The numbers of an answer.</param>
    public static void CheckEngine<TRow, TAnswer>(
        MLContext mlContext, ITransformer transformer, IReadOnlyList<TRow> rows, Func<TAnswer, float[]> values)
        where TRow : class
        where TAnswer : class, new()
    {
        var view = transformer.Transform(mlContext.Data.LoadFromEnumerable(rows));
        var expected = mlContext.Data.CreateEnumerable<TAnswer>(view, reuseRowObject: false).Select(values).ToArray();

        // Not disposed before the end: an engine may own its transformer.
        var engine = mlContext.Model.CreatePredictionEngine<TRow, TAnswer>(transformer);
        float[][] answers = [.. rows.Reverse().Select(row => values(engine.Predict(row)))];

        Assert.That(answers.Reverse(), Is.EqualTo(expected));
        Assert.That(expected.SelectMany(row => row), Is.All.Not.NaN);
    }

    private static void CheckCursors(MLContext mlContext, ITransformer transformer, IDataView data, string[] reads)
    {
        var expected = Rows(transformer.Transform(data));
        var live = DisposeScopeManager.Statistics.ThreadTotalLiveCount;
        Assert.That(Rows(transformer.Transform(data)), Is.EqualTo(expected), "read again");
        Assert.That(DisposeScopeManager.Statistics.ThreadTotalLiveCount, Is.EqualTo(live), "tensors left behind");

        Assert.That(
            Rows(transformer.Transform(mlContext.Data.SkipRows(data, 1_000_000))), Is.Empty, "an empty view");
        Assert.That(Rows(transformer.Transform(data), new Random(3)), Is.EquivalentTo(expected), "in any order");
        var images = ReadsImages(data, reads);
        if (images)
        {
            foreach (var without in new[] { mlContext.Data.ShuffleRows(data, seed: 3), mlContext.Data.Cache(data) })
                Assert.That(() => transformer.Transform(without), Refusal.OfArgument($"'{reads[0]}'"), "ML.NET keeps no images");
        }
        else
        {
            var shuffled = mlContext.Data.ShuffleRows(data, seed: 3);
            Assert.That(Rows(transformer.Transform(shuffled)), Is.EquivalentTo(expected), "in another order");
        }

        var answers = new IReadOnlyList<string>[3];
        Parallel.For(0, answers.Length, thread =>
        {
            torch.set_num_threads(1);
            answers[thread] = Rows(transformer.Transform(data));
        });
        Assert.That(answers, Is.All.EqualTo(expected), "many threads");

        var view = transformer.Transform(images ? data : mlContext.Data.Cache(data));
        var columns = Readable(view);

        // A thread for each: a cursor of a set that nobody reads may hold up the others.
        var parts = Array.ConvertAll(view.GetRowCursorSet(columns, 3), cursor => Task.Factory.StartNew(
            () =>
            {
                torch.set_num_threads(1);
                using (cursor)
                {
                    return Rows(cursor, columns);
                }
            },
            CancellationToken.None,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default));
        Assert.That(Task.WhenAll(parts).Result.SelectMany(part => part), Is.EquivalentTo(expected), "a set of cursors");
    }

    private static void CheckCompositions(
        MLContext mlContext, IEstimator<ITransformer> estimator, ITransformer transformer, IDataView data, string[] reads)
    {
        var given = transformer.Transform(data);
        var expected = Rows(given);
        Assert.That(Rows(mlContext.Data.Cache(given)), Is.EqualTo(expected), "a cache");
        Assert.That(given.Preview(maxRows: 2).RowView, Has.Length.EqualTo(Math.Min(2, expected.Count)), "a preview");
        var split = mlContext.Data.TrainTestSplit(data, testFraction: 0.5, seed: 3);
        Assert.That(
            Rows(transformer.Transform(split.TrainSet)).Concat(Rows(transformer.Transform(split.TestSet))),
            Is.EquivalentTo(expected),
            "a split");

        var cached = estimator.AppendCacheCheckpoint(mlContext).Append(estimator);
        var twice = cached;
        if (ReadsImages(data, reads))
        {
            Assert.That(() => cached.Fit(data), Refusal.OfArgument($"'{reads[0]}'"), "ML.NET keeps no images");
            twice = estimator.Append(estimator);
        }

        Assert.That(Rows(twice.Fit(data).Transform(data)), Is.EqualTo(expected), "two of them in one pipeline");
        var folds = mlContext.Data.CrossValidationSplit(data, numberOfFolds: 4, seed: 2);
        Assert.That(
            folds.Sum(fold => Rows(estimator.Fit(fold.TrainSet).Transform(fold.TestSet)).Count),
            Is.EqualTo(expected.Count),
            "cross-validation");
    }

    private static List<DataViewSchema.Column> Readable(IDataView view)
        => [.. view.Schema.Where(column => !column.IsHidden && column.Type is not ImageDataViewType)];

    // What ML.NET keeps in memory, to cache or shuffle it, loses its columns of images.
    private static bool ReadsImages(IDataView data, string[] reads)
        => reads.Any(name => data.Schema[name].Type is ImageDataViewType);

    private static IReadOnlyList<string> Rows(IDataView view, Random? order = null)
    {
        var columns = Readable(view);
        using var cursor = view.GetRowCursor(columns, order);
        return Rows(cursor, columns);
    }

    private static IReadOnlyList<string> Rows(DataViewRowCursor cursor, IEnumerable<DataViewSchema.Column> columns)
        => [.. ViewDump.Rows(cursor, columns).Select(row => string.Join(
            "; ", row.OrderBy(value => value.Key, StringComparer.Ordinal).Select(value => $"{value.Key} = {value.Value}")))];
}
