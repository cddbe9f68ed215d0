using System.Globalization;
using PaperExperiments.Output;
using Spectre.Console;
using Vhe.Networks.Models;

namespace PaperExperiments.OneDimensional;

/// <summary>Figure 3 or Figure 9: for each family of section 4.1 a column of four panels over |D|.</summary>
/// <param name="name">The name of the figure, and of its files.</param>
/// <param name="objectives">What it compares.</param>
internal sealed class ElementFigure(string name, IReadOnlyList<Objective> objectives)
{
    private static readonly int[] Supports = [1, 2, 3, 5, 10, 20];

    private static readonly Row[] Measures =
    [
        new("KL(q(c; D) || p(c)), nats", result => result.EncodedInformation),
        new("generation loss, nats", result => result.GenerationLoss),
        new("binary classification error, %", result => 100 * result.BinaryError),
        new("joint NLL an element, nats", result => result.JointNll),
    ];

    private static readonly List<Objective> Objectives =
        [Objective.NeuralStatistician, Objective.ResampleOnly, Objective.RescaleOnly, Objective.Vhe];

    /// <summary>Neural Statistician against VHE.</summary>
    public static ElementFigure Figure3 { get; } = new("fig3", [Objective.NeuralStatistician, Objective.Vhe]);

    /// <summary>All four objectives (section 6.3).</summary>
    public static ElementFigure Figure9 { get; } = new("fig9", Objectives);

    private sealed record Row(string Title, Func<ElementResult, double> Value);

    /// <summary>Trains what is not trained yet, measures, and writes CSV, SVG and Markdown.</summary>
    public void Run(ExperimentSettings settings)
    {
        var study = new ElementStudy(settings);
        ElementCell[] cells =
            [
                .. from family in ElementFamily.All
                   from objective in objectives
                   from support in Supports
                   select new ElementCell(family, objective, support),
            ];
        var results = RunProgress.Show(name, cells.Length * settings.Runs, advance
            => Array.ConvertAll(cells, cell => study.Run(cell, () => advance(cell.FileName))));

        var output = new ResultFolder(settings.Out, name);
        output.WriteCsv(results);
        output.WriteSvg(new PanelGrid
        {
            Columns = [.. ElementFamily.All.Select(family => family.Name)],
            Rows = [.. Measures.Select(row => row.Title)],
            Panel = (row, column) => [.. objectives.Select(objective => new Line(
                objective.Name,
                Objectives.IndexOf(objective),
                [.. Of(results, ElementFamily.All[column], objective).Select(Measures[row].Value)]))],
            Ticks = [.. Supports.Select(support => support.ToString(CultureInfo.InvariantCulture))],
            XTitle = "|D|",
        });
        output.WriteMarkdown(Text(settings, results));
        AnsiConsole.WriteLine($"{output.Path("md")}");
    }

    private IEnumerable<string> Text(ExperimentSettings settings, ElementResult[] results)
    {
        yield return $"{settings.Classes} classes of 100 elements to train on and as many to measure on; "
            + $"{settings.Steps ?? ElementStudy.PaperSteps} steps (the paper's 250 epochs are {ElementStudy.PaperSteps}, or half as many "
            + $"at D = 20), best of {settings.Runs} runs by the training bound, seed {settings.Seed}. "
            + "Lines leave a panel where values are far above all others; the tables have them.";
        yield return $"![{name}]({name}.svg)";
        foreach (var row in Measures)
        {
            yield return $"### {row.Title}";
            yield return MarkdownTable.Of(
                ["family", "objective", .. Supports.Select(support => $"D = {support}")],
                from family in ElementFamily.All
                from objective in objectives
                select (string[])
                [
                    family.Name,
                    objective.Name,
                    .. Of(results, family, objective).Select(result => row.Value(result).ToString("F2", CultureInfo.InvariantCulture)),
                ]);
        }
    }

    private static IEnumerable<ElementResult> Of(ElementResult[] results, ElementFamily family, Objective objective)
        => results.Where(result => result.Family == family.Name && result.Objective == objective.Name).OrderBy(result => result.Support);
}
