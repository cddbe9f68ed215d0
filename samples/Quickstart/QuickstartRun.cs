using System.Diagnostics;
using Microsoft.ML;
using Spectre.Console;

namespace Quickstart;

/// <summary>The whole demonstration, step by step.</summary>
internal static class QuickstartRun
{
    /// <summary>Trains or loads a model, measures it on new classes, saves a classifier of them, and writes the report.</summary>
    /// <returns>Whether the saved classifier predicts the same in a new process.</returns>
    public static bool Run(QuickstartOptions options)
    {
        var total = Stopwatch.StartNew();
        var mlContext = new MLContext(options.Seed);
        string Out(string name) => Path.Combine(options.Out, name);

        // Whatever is wrong with the folders is found before the training, not after it.
        Directory.CreateDirectory(options.Out);
        var loaded = options.Train ? null : TrainedModel.Load(options);
        var newClasses = NewClasses.Read(mlContext, options.New, loaded?.Model.Options ?? options.Network);
        Announce(newClasses);

        var trained = loaded ?? TrainedModel.Train(mlContext, options);
        if (trained.Training is not null)
        {
            trained.Model.Save(Out("model.vhe"));
        }

        var evaluation = Stopwatch.StartNew();
        var accuracies = FewShotReport.Measure(trained.Model, newClasses, options.Episodes, options.Seed);
        evaluation.Stop();
        accuracies.Show();

        AnsiConsole.WriteLine($"Saving a classifier of {newClasses.Ways} new classes as {Out("model.zip")} and loading it in a new process.");
        var classifier = SavedClassifier.Create(mlContext, trained.Model, newClasses, Out("model.zip"));
        AnsiConsole.WriteLine(
            $"ML.NET's evaluator: {100 * classifier.Accuracy:F1} % of other images right, {classifier.MillisecondsPerQuery:F0} ms an image file; "
            + $"predictions after loading: {(classifier.ReloadEqual ? "equal, bit for bit" : "NOT EQUAL")}.");

        var glyphs = GeneratedGlyphs.Generate(trained.Model, newClasses.Images, options.Seed);
        var results = Results.Of(options, trained, newClasses, accuracies, classifier, evaluation.Elapsed, total.Elapsed);
        ReportFolder.Write(options, results, glyphs, trained.Model.ImageShape, trained.Training?.History ?? []);
        Conclude(results, Path.GetFullPath(Out("index.html")));
        return results.ReloadEqual;
    }

    private static void Announce(NewClasses newClasses)
    {
        AnsiConsole.WriteLine($"New classes: {newClasses.Images.Classes.Count}, {newClasses.Images.ImageCount} images.");
        if (newClasses.LeftOut > 0)
        {
            AnsiConsole.MarkupLine($"[yellow]{newClasses.LeftOut} more have fewer than {NewClasses.Shots + 1} images and are left out.[/]");
        }

        if (newClasses.Ways < NewClasses.MostWays)
        {
            AnsiConsole.MarkupLine($"[yellow]That is too few for {NewClasses.MostWays}-way tests: they are {newClasses.Ways}-way.[/]");
        }
    }

    private static void Conclude(Results results, string page)
    {
        Compare("five examples", results.FiveShot, results.PixelFiveShot);
        Compare("one example", results.OneShot, results.PixelOneShot);
        AnsiConsole.MarkupLineInterpolated($"Report: [link={new Uri(page).AbsoluteUri}]{page}[/]  ({results.Seconds.Total:F0} s)");

        void Compare(string examples, Results.Measure measured, Results.Measure baseline)
        {
            var verdict = measured.IsClearlyAbove(baseline)
                ? "above the nearest pixels, outside both intervals"
                : "not clearly above the nearest pixels";
            AnsiConsole.MarkupLineInterpolated(
                $"{results.Ways} new classes from {examples} each: [bold]{measured}[/] right, {verdict} ({baseline}).");
        }
    }
}
