using System.Text;
using Vhe.Networks.Training;

namespace Quickstart;

/// <summary>Draws how the training went, as SVG: log-likelihoods above, KL divergences below, over the time trained.</summary>
internal static class LearningCurve
{
    private const int Width = 760;
    private const int Height = 470;
    private const int Left = 64;
    private const int Right = 744;
    private const int MostPoints = 300;
    private const double CharacterWidth = 6.6;

    // The first part of a run is so far from the rest that it would press this to a line: the axis need not hold it.
    private const double Unshown = 0.2;

    private sealed record Series(string Name, string Colour, double Width, Func<TrainingProgress, double> Value);

    /// <summary>Draws the reports of a run.</summary>
    /// <returns>An svg element; null when there are too few reports to draw a line.</returns>
    public static string? Draw(IReadOnlyList<TrainingProgress> history)
    {
        if (history.Count < 3)
        {
            return null;
        }

        var inMinutes = history[^1].Elapsed > TimeSpan.FromMinutes(4);
        var time = Axis.Exactly(0, Time(history[^1]), Left, Right);
        var svg = new StringBuilder();
        svg.Append(
            $"""
             <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {Width} {Height}" width="{Width}" height="{Height}" font-family="system-ui, 'Segoe UI', 'DejaVu Sans', sans-serif" font-size="12" fill="#333">
             <title>Learning curve</title>
             <rect width="{Width}" height="{Height}" fill="#fff"/>

             """);
        Panel(svg, 44, 250, "log-likelihood of an image", time, Time, history, zero: false,
            new("reconstruction log p(x | c, t)", "#f3b25e", 4, report => report.Reconstruction),
            new("bound on log p(x)", "#1f4ea8", 1.5, report => report.Bound));
        Panel(svg, 304, 420, "information in the latent variables", time, Time, history, zero: true,
            new("KL(c), of a class", "#2a8a4a", 1.5, report => report.Kl["c"]),
            new("KL(t), of an image", "#a0328c", 1.5, report => report.Kl["t"]));
        foreach (var tick in time.Ticks)
        {
            svg.Append($"<text x=\"{time.Place(tick):F1}\" y=\"437\" text-anchor=\"middle\">{tick:0.##}</text>\n");
        }

        svg.Append($"<text x=\"{(Left + Right) / 2}\" y=\"459\" text-anchor=\"middle\">time trained, {(inMinutes ? "minutes" : "seconds")}</text>\n</svg>\n");
        return svg.ToString();

        double Time(TrainingProgress report) => inMinutes ? report.Elapsed.TotalMinutes : report.Elapsed.TotalSeconds;
    }

    private static void Panel(
        StringBuilder svg,
        int top,
        int bottom,
        string title,
        Axis time,
        Func<TrainingProgress, double> timeOf,
        IReadOnlyList<TrainingProgress> history,
        bool zero,
        params Series[] series)
    {
        var shown = history.Skip((int)(Unshown * history.Count)).SelectMany(report => series.Select(line => line.Value(report))).ToList();
        var axis = Axis.Around(zero ? 0 : shown.Min(), shown.Max(), bottom, top);
        svg.Append($"<text x=\"{Left}\" y=\"{top - 14}\" font-weight=\"600\">{title}, nats</text>\n");
        foreach (var tick in axis.Ticks)
        {
            var y = axis.Place(tick);
            svg.Append($"<path d=\"M{Left} {y:F1}H{Right}\" stroke=\"#e4e4e4\"/>");
            svg.Append($"<text x=\"{Left - 8}\" y=\"{y + 4:F1}\" text-anchor=\"end\">{tick:0.##}</text>\n");
        }

        foreach (var tick in time.Ticks)
        {
            svg.Append($"<path d=\"M{time.Place(tick):F1} {bottom}v5\" stroke=\"#888\"/>");
        }

        svg.Append($"<path d=\"M{Left} {top}V{bottom}H{Right}\" fill=\"none\" stroke=\"#888\"/>\n");
        svg.Append($"<clipPath id=\"panel{top}\"><rect x=\"{Left}\" y=\"{top}\" width=\"{Right - Left}\" height=\"{bottom - top}\"/></clipPath>\n");
        foreach (var line in series)
        {
            var points = Thin(history).Select(report => $"{time.Place(timeOf(report)):F1},{axis.Place(line.Value(report)):F1}");
            svg.Append($"<polyline clip-path=\"url(#panel{top})\" fill=\"none\" stroke=\"{line.Colour}\" stroke-width=\"{line.Width}\" ");
            svg.Append($"stroke-linejoin=\"round\" points=\"{string.Join(' ', points)}\"/>\n");
        }

        Legend(svg, top, series);
    }

    // From the right edge leftwards.
    private static void Legend(StringBuilder svg, int top, Series[] series)
    {
        var x = Right;
        foreach (var line in series.Reverse())
        {
            x -= (int)(line.Name.Length * CharacterWidth);
            svg.Append($"<path d=\"M{x - 24} {top - 18}h18\" stroke=\"{line.Colour}\" stroke-width=\"{line.Width + 1}\"/>");
            svg.Append($"<text x=\"{x}\" y=\"{top - 14}\">{line.Name}</text>\n");
            x -= 44;
        }
    }

    private static IEnumerable<TrainingProgress> Thin(IReadOnlyList<TrainingProgress> history)
    {
        var step = Math.Max(1, history.Count / MostPoints);
        return history.Where((_, index) => index % step == 0 || index == history.Count - 1);
    }
}
