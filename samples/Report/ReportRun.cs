using System.Diagnostics;
using Microsoft.ML;
using Samples;
using Spectre.Console;
using Vhe.Networks.Data;
using Vhe.Networks.Evaluation;
using Vhe.Networks.Models;

namespace Report;

/// <summary>The whole report, step by step.</summary>
internal static class ReportRun
{
    /// <summary>Trains or loads a model, measures it on new classes, saves a classifier of them, and writes the report.</summary>
    /// <returns>Whether the saved classifier predicts the same in a new process.</returns>
    public static bool Run(ReportOptions options)
    {
        var total = Stopwatch.StartNew();
        var mlContext = new MLContext(options.Seed);
        string Out(string name) => Path.Combine(options.Out, name);

        // Problems with the folders are found before the training.
        Directory.CreateDirectory(options.Out);
        var loaded = options.Train ? null : TrainedModel.Load(options.Model);
        var newClasses = new NewClasses(mlContext, options.New, loaded?.Model.Options ?? options.Network);
        Announce(newClasses);

        var trained = loaded ?? TrainedModel.Train(mlContext, options);
        if (trained.Training is not null)
            trained.Model.Save(Out("model.vhe"));

        var evaluation = Stopwatch.StartNew();
        var (fiveShot, pixelFiveShot) = Measure(trained.Model, newClasses, NewClasses.Shots, options);
        var (oneShot, pixelOneShot) = Measure(trained.Model, newClasses, 1, options);
        evaluation.Stop();

        AnsiConsole.WriteLine($"Saving a classifier of {newClasses.Ways} classes as {Out("model.zip")}; a new process loads it.");
        var classifier = SavedClassifier.Create(mlContext, trained.Model, newClasses, Out("model.zip"));
        var glyphs = GeneratedGlyphs.Generate(trained.Model, newClasses.Images, options.Seed);
        var last = trained.Last();
        var results = new Results(
            fiveShot,
            oneShot,
            pixelFiveShot,
            pixelOneShot,
            classifier.ReloadEqual,
            Round(trained.Training?.ImagesPerSecond),
            new Results.Durations(
                Round(trained.Training?.Elapsed.TotalSeconds) ?? 0,
                Math.Round(evaluation.Elapsed.TotalSeconds, 2),
                Math.Round(total.Elapsed.TotalSeconds, 2)),
            newClasses.Ways,
            options.Episodes,
            trained.Classes,
            newClasses.Images.Classes.Count,
            Math.Round(classifier.Accuracy, 4),
            Math.Round(classifier.MillisecondsPerQuery, 2),
            options.Train ? options.Preset.ToString().ToLowerInvariant() : null,
            trained.Model.ParameterCount,
            options.Seed,
            trained.Training?.Steps,
            Round(last?.Elbo),
            Round(last?.Reconstruction),
            Round(last?.Kl["c"]),
            Round(last?.Kl["t"]));
        results.Save(Out("results.json"));
        GridPicture.Save(Out("generated.png"), glyphs, trained.Model.ImageShape);

        // The curve of an earlier run belongs to another model.
        File.Delete(Out("learning-curve.svg"));
        var curve = LearningCurve.Draw(trained.Training?.History ?? []);
        if (curve is not null)
            File.WriteAllText(Out("learning-curve.svg"), curve);

        File.WriteAllText(Out("index.html"), HtmlReport.Render(results, options, File.ReadAllBytes(Out("generated.png")), curve));
        Conclude(results, Path.GetFullPath(Out("index.html")));
        return results.ReloadEqual;
    }

    /// <summary>Accuracies of the model and of the nearest example by pixels, on the same episodes.</summary>
    private static (Results.Measure Model, Results.Measure Pixels) Measure(
        VheModel model, NewClasses newClasses, int shots, ReportOptions options)
    {
        var episodes = new EpisodeOptions
        {
            Ways = newClasses.Ways,
            Shots = shots,
            Episodes = options.Episodes,
            Seed = options.Seed,
        };
        var measured = WorkProgress.Run($"{shots}-shot episodes", options.Episodes, progress =>
            EpisodeProtocol.Run(
                EpisodeProtocol.Draw(newClasses.Images, episodes), model, SavedClassifier.Classification, progress));
        var pixels = EpisodeProtocol.Run(EpisodeProtocol.Draw(newClasses.Images, episodes), PixelNearestNeighbor.Classify);
        return (Results.Measure.Of(measured), Results.Measure.Of(pixels));
    }

    private static void Announce(NewClasses newClasses)
    {
        AnsiConsole.WriteLine($"New classes: {newClasses.Images.Classes.Count}, {newClasses.Images.ImageCount} images.");
        if (newClasses.LeftOut > 0)
            AnsiConsole.MarkupLine($"[yellow]{newClasses.LeftOut} with fewer than {NewClasses.Shots + 1} images left out.[/]");

        if (newClasses.Ways < NewClasses.MostWays)
            AnsiConsole.MarkupLine($"[yellow]Too few for {NewClasses.MostWays}-way tests: they are {newClasses.Ways}-way.[/]");
    }

    private static void Conclude(Results results, string page)
    {
        AnsiConsole.Write(new Table()
            .Title($"{results.Ways}-way accuracy on new classes, {results.Episodes} episodes, 95 % confidence intervals")
            .AddColumns("Examples of a class", "Variational Homoencoder", "Nearest example by pixels")
            .AddRow("5", $"{results.FiveShot}", $"{results.PixelFiveShot}")
            .AddRow("1", $"{results.OneShot}", $"{results.PixelOneShot}"));
        AnsiConsole.WriteLine(
            $"Saved classifier: {100 * results.PipelineAccuracy:F1} % of other images correct, "
            + $"{results.MillisecondsPerQuery:F0} ms an image file; "
            + $"predictions of a new process: {(results.ReloadEqual ? "equal, bit for bit" : "NOT EQUAL")}.");
        AnsiConsole.MarkupLineInterpolated($"Report: [link={new Uri(page).AbsoluteUri}]{page}[/] ({results.Seconds.Total:F0} s)");
    }

    private static double? Round(double? value) => value is { } number ? Math.Round(number, 2) : null;
}
