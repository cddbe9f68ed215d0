using PaperExperiments.Output;
using Spectre.Console;
using Vhe.Networks.Evaluation;

namespace PaperExperiments.Tightened;

/// <summary>What the tightened bound and the learned subsampling of section 6.1 gain: the paper describes them without numbers.</summary>
internal static class TightenedTable
{
    private static readonly int[] Supports = [1, 2];

    /// <summary>Trains, measures, writes.</summary>
    public static void Run(ExperimentSettings settings)
    {
        var study = new TightenedStudy(settings);
        (string Bound, int Support, int Run)[] cells =
            [
                .. from support in Supports
                   from run in Enumerable.Range(0, settings.Runs)
                   from bound in TightenedStudy.Bounds
                   select (bound, support, run),
            ];
        var results = RunProgress.Show("tightened", cells.Length, advance => Array.ConvertAll(cells, cell =>
        {
            var result = study.Run(cell.Bound, cell.Support, cell.Run);
            advance($"{cell.Bound}, D = {cell.Support}, run {cell.Run}");
            return result;
        }));

        var output = new ResultFolder(settings.Out, "tightened");
        output.WriteCsv(results);
        var table = MarkdownTable.Of(
            ["D", "bound", "ELBO", "its gain", "log p(X)", "gap", "NLL of unseen classes", "its gain"],
            from support in Supports from bound in TightenedStudy.Bounds select Row(results, support, bound));
        output.WriteMarkdown(
        [
            $"Mixtures of two Gaussians, {settings.Classes} classes of {TightenedStudy.ElementsPerClass} elements to train on and as many to "
            + $"measure on; {settings.Steps ?? TightenedStudy.DefaultSteps} steps, {settings.Runs} runs from seed {settings.Seed}, the same "
            + "data, weights and draws for each bound. Nats for one element, ± half of the 95 % interval over the runs; a gain is the mean "
            + "difference from the plain bound of the same run. The gap is what the bound loses of log p(X).",
            table,
        ]);
        Console.Out.WriteLine(table);
        AnsiConsole.WriteLine(output.Path("md"));
    }

    private static string[] Row(TightenedResult[] results, int support, string bound)
    {
        var (runs, plain) = (Of(bound), Of(TightenedStudy.Bounds[0]));
        return
        [
            $"{support}",
            bound,
            Mean(result => result.Elbo),
            Gain(result => result.Elbo),
            Mean(result => result.LogLikelihood),
            Mean(result => result.Gap),
            Mean(result => result.UnseenJointNll),
            Gain(result => -result.UnseenJointNll),
        ];

        TightenedResult[] Of(string name) => [.. results.Where(result => result.Bound == name && result.Support == support)];

        string Mean(Func<TightenedResult, double> value) => Text([.. runs.Select(value)]);

        string Gain(Func<TightenedResult, double> value)
            => bound == TightenedStudy.Bounds[0] ? "" : Text([.. runs.Zip(plain, (one, other) => value(one) - value(other))]);
    }

    private static string Text(double[] values)
    {
        var (mean, ci95) = MeanEstimate.Of(values);
        return double.IsNaN(ci95) ? $"{mean:F3}" : $"{mean:F3} ± {ci95:F3}";
    }
}
