using System.Diagnostics;
using Spectre.Console;
using Vhe.Networks.Evaluation;
using Vhe.Networks.Models;

namespace Quickstart;

/// <summary>
/// How well new classes are told apart after five examples of each and after one, beside the nearest example by pixels, which
/// learns nothing, on the same episodes.
/// </summary>
internal sealed record FewShotReport(Accuracy FiveShot, Accuracy OneShot, Accuracy PixelFiveShot, Accuracy PixelOneShot)
{
    /// <summary>Measures a model.</summary>
    public static FewShotReport Measure(VheModel model, NewClasses newClasses, int episodes, long seed)
    {
        var fiveShot = new EpisodeOptions { Ways = newClasses.Ways, Shots = NewClasses.Shots, Episodes = episodes, Seed = seed };
        var oneShot = fiveShot with { Shots = 1 };
        return new FewShotReport(
            Run(model, newClasses, fiveShot),
            Run(model, newClasses, oneShot),
            EpisodeProtocol.Run(newClasses.Images, fiveShot, PixelNearestNeighbor.Classify),
            EpisodeProtocol.Run(newClasses.Images, oneShot, PixelNearestNeighbor.Classify));
    }

    /// <summary>Prints the accuracies as a table.</summary>
    public void Show()
    {
        var table = new Table().AddColumns("Known from", "Variational Homoencoder", "Nearest example by pixels");
        table.Title($"New classes, {FiveShot.Episodes} episodes, 95 % confidence intervals");
        table.AddRow("five examples", $"{Results.Measure.Of(FiveShot)}", $"{Results.Measure.Of(PixelFiveShot)}");
        table.AddRow("one example", $"{Results.Measure.Of(OneShot)}", $"{Results.Measure.Of(PixelOneShot)}");
        AnsiConsole.Write(table);
    }

    private static Accuracy Run(VheModel model, NewClasses newClasses, EpisodeOptions options)
        => ConsoleBar.Run(
            $"Testing {options.Shots}-shot",
            bar => EpisodeProtocol.Run(
                model, newClasses.Images, options, Pipeline.Classification, new EpisodeDisplay(bar, options)));

    private sealed class EpisodeDisplay(ConsoleBar bar, EpisodeOptions options) : IProgress<int>
    {
        private readonly long _began = Stopwatch.GetTimestamp();

        public void Report(int value) => bar.Show(
            (double)value / options.Episodes,
            Stopwatch.GetElapsedTime(_began) * ((double)(options.Episodes - value) / value),
            $"{value} of {options.Episodes} episodes of {options.Ways} new classes");
    }
}
