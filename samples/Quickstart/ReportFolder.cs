using Vhe.Networks;
using Vhe.Networks.Training;

namespace Quickstart;

/// <summary>Writes what people look at: the picture, the curve, the page and the numbers.</summary>
internal static class ReportFolder
{
    /// <summary>Writes the files over those of an earlier run.</summary>
    public static void Write(
        QuickstartOptions options, Results results, IReadOnlyList<GeneratedGlyphs> glyphs, ImageShape shape, IReadOnlyList<TrainingProgress> history)
    {
        var picture = Path.Combine(options.Out, "generated.png");
        GridPicture.Save(picture, glyphs, shape);

        var curveFile = Path.Combine(options.Out, "learning-curve.svg");
        var curve = LearningCurve.Draw(history);
        if (curve is null)
        {
            // One of an earlier run would belong to another model.
            File.Delete(curveFile);
        }
        else
        {
            File.WriteAllText(curveFile, curve);
        }

        var page = HtmlReport.Render(
            results, string.Join(", ", options.Images), string.Join(", ", options.New), File.ReadAllBytes(picture), curve);
        File.WriteAllText(Path.Combine(options.Out, "index.html"), page);
        results.Save(Path.Combine(options.Out, "results.json"));
    }
}
