using System.Globalization;
using System.Text;
using OxyPlot;
using OxyPlot.Axes;
using OxyPlot.Series;

namespace PaperExperiments.Output;

/// <summary>A grid of line charts as one SVG picture. Lines leave their panel at the top where values are far above the others.</summary>
internal sealed class PanelGrid
{
    private const int Width = 230;
    private const int Height = 180;
    private const int Left = 24;
    private const int Top = 56;

    private static readonly OxyColor[] Colors =
    [
        OxyColor.FromRgb(0xD0, 0x5A, 0x2B),
        OxyColor.FromRgb(0x2A, 0x8A, 0x4A),
        OxyColor.FromRgb(0xA0, 0x32, 0x8C),
        OxyColor.FromRgb(0x1F, 0x4E, 0xA8),
    ];

    /// <summary>Titles above the columns.</summary>
    public required IReadOnlyList<string> Columns { get; init; }

    /// <summary>Titles beside the rows.</summary>
    public required IReadOnlyList<string> Rows { get; init; }

    /// <summary>The lines of the panel in a row and a column; the same lines in each panel.</summary>
    public required Func<int, int, IReadOnlyList<Line>> Panel { get; init; }

    /// <summary>What stands below the axis, evenly.</summary>
    public required IReadOnlyList<string> Ticks { get; init; }

    /// <summary>What they are.</summary>
    public required string XTitle { get; init; }

    /// <summary>Draws it.</summary>
    public string ToSvg()
    {
        var (width, height) = (Left + (Columns.Count * Width), Top + (Rows.Count * Height));
        var svg = new StringBuilder();
        svg.Append(CultureInfo.InvariantCulture, $"<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\" viewBox=\"0 0 {width} {height}\" font-family=\"Segoe UI, DejaVu Sans, sans-serif\" font-size=\"12\" fill=\"#333\">\n<rect width=\"{width}\" height=\"{height}\" fill=\"#fff\"/>\n");
        Legend(svg);
        for (var column = 0; column < Columns.Count; column++)
            svg.Append(CultureInfo.InvariantCulture, $"<text x=\"{Left + ((column + 0.5) * Width)}\" y=\"{Top - 8}\" text-anchor=\"middle\" font-weight=\"600\">{Escape(Columns[column])}</text>\n");

        for (var row = 0; row < Rows.Count; row++)
        {
            var middle = Top + ((row + 0.5) * Height);
            svg.Append(CultureInfo.InvariantCulture, $"<text transform=\"translate(16 {middle}) rotate(-90)\" text-anchor=\"middle\">{Escape(Rows[row])}</text>\n");
            for (var column = 0; column < Columns.Count; column++)
                svg.Append(CultureInfo.InvariantCulture, $"<g transform=\"translate({Left + (column * Width)} {Top + (row * Height)})\">{Element(row, column)}</g>\n");
        }

        return svg.Append("</svg>\n").ToString();
    }

    /// <summary>A panel as an svg element to stand inside another: without a declaration, and its names apart from those of others.
    /// </summary>
    private string Element(int row, int column)
    {
        var panel = new SvgExporter { Width = Width, Height = Height, IsDocument = false }.ExportToString(Plot(Panel(row, column)));
        return panel[panel.IndexOf("<svg", StringComparison.Ordinal)..]
            .Replace("\"clipPath", $"\"panel{row}-{column}-", StringComparison.Ordinal)
            .Replace("#clipPath", $"#panel{row}-{column}-", StringComparison.Ordinal);
    }

    private void Legend(StringBuilder svg)
    {
        var x = Left;
        foreach (var line in Panel(0, 0))
        {
            var color = Colors[line.Color];
            svg.Append(CultureInfo.InvariantCulture, $"<rect x=\"{x}\" y=\"12\" width=\"18\" height=\"4\" fill=\"#{color.R:x2}{color.G:x2}{color.B:x2}\"/><text x=\"{x + 24}\" y=\"18\">{Escape(line.Name)}</text>\n");
            x += 60 + (line.Name.Length * 7);
        }
    }

    private PlotModel Plot(IReadOnlyList<Line> lines)
    {
        var fence = Fence([.. lines.SelectMany(line => line.Values)]);
        var plot = new PlotModel { PlotAreaBorderThickness = new OxyThickness(1, 0, 0, 1), Background = OxyColors.White };
        plot.Axes.Add(new LinearAxis
        {
            Position = AxisPosition.Bottom,
            Minimum = -0.3,
            Maximum = Ticks.Count - 0.7,
            MajorStep = 1,
            MinorTickSize = 0,
            Title = XTitle,
            LabelFormatter = value => value >= 0 && value < Ticks.Count ? Ticks[(int)Math.Round(value)] : "",
        });
        plot.Axes.Add(new LinearAxis
        {
            Position = AxisPosition.Left,
            MinimumPadding = 0.1,
            MaximumPadding = 0.1,
            MinorTickSize = 0,
            Maximum = fence,
        });
        foreach (var line in lines)
        {
            var color = Colors[line.Color];
            var series = new LineSeries { Color = color, StrokeThickness = 1.6, MarkerType = MarkerType.Circle, MarkerSize = 2.4, MarkerFill = color };
            series.Points.AddRange(line.Values.Select((value, index) => new DataPoint(index, Capped(value, fence))));
            plot.Series.Add(series);
        }

        return plot;
    }

    /// <summary>Where a panel ends: a few values far above all others would make one line of the rest (Tukey's outer fence).
    /// NaN where all can be shown.</summary>
    private static double Fence(double[] values)
    {
        Array.Sort(values);
        var (lower, upper) = (values[values.Length / 4], values[values.Length * 3 / 4]);
        var fence = upper + (3 * (upper - lower));
        return values[^1] > fence ? fence : double.NaN;
    }

    // Still outside the panel, but not so far that a viewer's single precision bends the line.
    private static double Capped(double value, double fence) => value > fence ? fence + Math.Min(value - fence, Math.Abs(fence)) : value;

    private static string Escape(string text) => System.Security.SecurityElement.Escape(text);
}
