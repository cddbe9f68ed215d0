using System.Net;

namespace Quickstart;

/// <summary>The page that shows a run: one file, with its pictures inside.</summary>
internal static class HtmlReport
{
    private const string Style =
        """
        body { margin: 2.5rem auto; max-width: 52rem; padding: 0 1rem; font: 16px/1.5 system-ui, 'Segoe UI', 'DejaVu Sans', sans-serif; color: #222; }
        h1 { font-size: 1.6rem; margin-bottom: .2rem; } h2 { font-size: 1.15rem; margin-top: 2.4rem; }
        table { border-collapse: collapse; margin: 1rem 0; } th, td { padding: .35rem 1.4rem .35rem 0; text-align: left; border-bottom: 1px solid #ddd; }
        th { font-weight: 600; } td.number { font-variant-numeric: tabular-nums; } .best { font-weight: 600; color: #1f4ea8; }
        img, svg { max-width: 100%; height: auto; } p.note { color: #555; font-size: .92rem; }
        """;

    /// <summary>Makes the page.</summary>
    /// <param name="results">The numbers.</param>
    /// <param name="background">The folders that were trained on.</param>
    /// <param name="unseen">The folders of new classes.</param>
    /// <param name="picture">The PNG of generated glyphs.</param>
    /// <param name="curve">The SVG of the learning curve; null when nothing was trained.</param>
    /// <returns>HTML.</returns>
    public static string Render(Results results, string background, string unseen, byte[] picture, string? curve)
        => $"""
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <title>Few-shot classification of glyphs</title>
            <style>
            {Style}
            </style>
            </head>
            <body>
            <h1>Few-shot classification of glyphs</h1>
            <p>{Training(results, background)} The {results.NewClasses} classes below ({WebUtility.HtmlEncode(unseen)}) are new to it.</p>

            <h2>Accuracy on new classes</h2>
            <table>
            <tr><th>{results.Ways} classes, known from</th><th>Variational Homoencoder</th><th>nearest example by pixels</th></tr>
            {Row("five examples each", results.FiveShot, results.PixelFiveShot)}
            {Row("one example each", results.OneShot, results.PixelOneShot)}
            </table>
            <p class="note">{results.Episodes} episodes for each line, the same for both methods. An episode draws {results.Ways} of the new classes at
            random, of each the examples and one other image to classify; chance is {100.0 / results.Ways:F1} %. ± is the 95 % confidence
            interval of the mean over episodes (1.96 standard errors).</p>

            <h2>Generated from five examples</h2>
            <p><img src="data:image/png;base64,{Convert.ToBase64String(picture)}" alt="Rows of glyphs: five examples, five generated ones"></p>
            <p class="note">A row a class. Left, black: the five drawings that the model was shown. Right, blue: five new drawings of the same
            class by the model. It was not trained on any of these classes.</p>
            {(curve is null ? "" : $"<h2>Learning curve</h2>\n<div>{curve}</div>")}

            <h2>The saved classifier</h2>
            <p>An ML.NET model (model.zip) that knows the first {results.Ways} new classes from their first five images: {100 * results.PipelineAccuracy:F1} %
            right on other images of them by <code>MulticlassClassification.Evaluate</code>, {results.MillisecondsPerQuery:F0} ms an image file.
            Loaded by a new process it gives {(results.ReloadEqual ? "the same predictions, bit for bit" : "<strong>different predictions</strong>")}.</p>

            <h2>The run</h2>
            <table>
            {Facts(results)}
            </table>
            </body>
            </html>

            """;

    private static string Training(Results results, string background)
        => results.Preset is null
            ? $"A model that was trained before, of {results.Parameters:N0} parameters, was loaded; nothing was trained."
            : $"A Variational Homoencoder ({results.Preset}, {results.Parameters:N0} parameters) was trained for {results.Seconds.Train:F0} seconds on "
                + $"{results.BackgroundClasses} classes of {WebUtility.HtmlEncode(background)}.";

    private static string Row(string name, Results.Measure measured, Results.Measure baseline)
        => $"<tr><td>{name}</td><td class=\"number{(measured.IsClearlyAbove(baseline) ? " best" : "")}\">{measured}</td><td class=\"number\">{baseline}</td></tr>";

    private static string Facts(Results results)
    {
        var facts = new List<(string Name, string Value)>();
        if (results.Steps is { } steps)
        {
            facts.Add(("training", $"{steps:N0} steps, {results.ImagesPerSecond:N0} images a second, {results.Seconds.Train:F0} s"));
            facts.Add(("bound on log p(x) at its end", $"{results.Elbo:F1} nats an image, of which reconstruction {results.Reconstruction:F1}"));
            facts.Add(("information", $"KL(c) {results.KlC:F1} nats a class, KL(t) {results.KlT:F1} nats an image"));
        }

        facts.Add(("accuracies", $"{results.Seconds.Evaluate:F0} s"));
        facts.Add(("everything", $"{results.Seconds.Total:F0} s"));
        facts.Add(("seed", $"{results.Seed}"));
        return string.Join('\n', facts.Select(fact => $"<tr><td>{fact.Name}</td><td class=\"number\">{fact.Value}</td></tr>"));
    }
}
