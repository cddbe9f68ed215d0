using OxyPlot;
using OxyPlot.Axes;
using OxyPlot.Legends;
using OxyPlot.Series;
using Vhe.Networks.Training;

namespace Report;

/// <summary>Draws a training as SVG: log-likelihoods above, KL divergences below, over the time.</summary>
internal static class LearningCurve
{
    private const int Width = 760;
    private const int Height = 470;
    private const string Likelihood = "log-likelihood of an image, nats";
    private const string Information = "KL divergence, nats";

    // The axes leave out the first part of a training, which is so far from the rest that it would flatten it.
    private const double Unshown = 0.2;

    /// <summary>Draws an svg element; null if there are too few reports.</summary>
    public static string? Draw(IReadOnlyList<TrainingProgress> history)
    {
        if (history.Count < 3)
            return null;

        var inMinutes = history[^1].Elapsed > TimeSpan.FromMinutes(4);
        LineSeries[] likelihoods =
        [
            Line("log p(x | c, t)", Likelihood, OxyColor.FromRgb(0xF3, 0xB2, 0x5E), 4, report => report.Reconstruction),
            Line("ELBO", Likelihood, OxyColor.FromRgb(0x1F, 0x4E, 0xA8), 1.5, report => report.Elbo),
        ];
        LineSeries[] divergences =
        [
            Line("KL(c), of a class", Information, OxyColor.FromRgb(0x2A, 0x8A, 0x4A), 1.5, report => report.Kl["c"]),
            Line("KL(t), of an image", Information, OxyColor.FromRgb(0xA0, 0x32, 0x8C), 1.5, report => report.Kl["t"]),
        ];
        var plot = new PlotModel
        {
            Background = OxyColors.White,
            PlotAreaBorderColor = OxyColors.Gray,
            DefaultFont = "Arial, sans-serif",
        };
        plot.Legends.Add(new Legend
        {
            LegendPlacement = LegendPlacement.Outside,
            LegendPosition = LegendPosition.TopCenter,
            LegendOrientation = LegendOrientation.Horizontal,
            LegendFontSize = 11,

            // Room for fonts that are wider than the one that is measured.
            LegendItemSpacing = 48,
            LegendPadding = 32,
            LegendMargin = 0,
        });
        plot.Axes.Add(new LinearAxis
        {
            Position = AxisPosition.Bottom,
            Title = $"training time, {(inMinutes ? "minutes" : "seconds")}",
            Minimum = 0,
            AxisTitleDistance = 12,
            MinorTickSize = 0,
        });
        plot.Axes.Add(Panel(Likelihood, likelihoods, bottom: 0.42, top: 1, least: double.PositiveInfinity));
        plot.Axes.Add(Panel(Information, divergences, bottom: 0, top: 0.34, least: 0));
        foreach (var line in likelihoods.Concat(divergences))
            plot.Series.Add(line);

        var svg = new SvgExporter { Width = Width, Height = Height, IsDocument = false }.ExportToString(plot);

        // Without a view box a narrow page would crop it.
        return $"<svg viewBox=\"0 0 {Width} {Height}\" role=\"img\" aria-label=\"Learning curve\""
            + svg[(svg.IndexOf("<svg", StringComparison.Ordinal) + "<svg".Length)..];

        LineSeries Line(string title, string axis, OxyColor color, double width, Func<TrainingProgress, double> value)
        {
            var line = new LineSeries
            {
                Title = title,
                YAxisKey = axis,
                Color = color,
                StrokeThickness = width,
                Decimator = Decimator.Decimate,
            };
            line.Points.AddRange(history.Select(report =>
                new DataPoint(inMinutes ? report.Elapsed.TotalMinutes : report.Elapsed.TotalSeconds, value(report))));
            return line;
        }
    }

    /// <summary>The axis of a panel, which takes a part of the picture's height.</summary>
    private static LinearAxis Panel(string title, LineSeries[] lines, double bottom, double top, double least)
    {
        var points = lines.SelectMany(line => line.Points.Skip((int)(Unshown * line.Points.Count)));
        var shown = points.Select(point => point.Y).ToList();
        var (low, high) = (Math.Min(least, shown.Min()), shown.Max());
        var margin = 0.05 * Math.Max(high - low, 1e-3);
        return new LinearAxis
        {
            Key = title,
            Title = title,
            Position = AxisPosition.Left,
            StartPosition = bottom,
            EndPosition = top,
            Minimum = low == least ? low : low - margin,
            Maximum = high + margin,
            AxisTitleDistance = 24,
            MinorTickSize = 0,
            MajorGridlineStyle = LineStyle.Solid,
            MajorGridlineColor = OxyColor.FromRgb(0xE4, 0xE4, 0xE4),
        };
    }
}
