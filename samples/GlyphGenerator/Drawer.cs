namespace GlyphGenerator;

/// <summary>
/// A person who draws every glyph once: habits (slant, size, aspect, pen, care) that hold for all drawings, and the accidents
/// of each single one.
/// </summary>
internal sealed class Drawer
{
    private readonly double slant;
    /// <summary>Of the angle by which all drawings are turned, the tangent of the half.</summary>
    private readonly double turn;
    private readonly double aspect;
    private readonly double size;
    private readonly double pen;
    private readonly double rounding;
    private readonly double carelessness;
    private readonly double wobble;
    private readonly Point place;

    public Drawer(Dice dice)
    {
        slant = dice.Normal(0.085);
        turn = dice.Normal(0.025);
        aspect = dice.Normal(0.075);
        size = dice.Uniform(0.6, 0.76);
        pen = dice.Uniform(2.6, 4.6);
        rounding = dice.Uniform(0.04, 0.4);
        carelessness = dice.Uniform(0.015, 0.04);
        wobble = dice.Uniform(0.002, 0.008);
        place = (dice.Normal(0.015), dice.Normal(0.015));
    }

    /// <summary>Draws a glyph on a sheet of <paramref name="side"/> pixels squared: for each, is it inked?</summary>
    public bool[,] Draw(Glyph glyph, int side, Dice dice)
    {
        var paths = glyph.Strokes.Select(stroke => Wobble(Misplace(stroke, dice).Flatten(rounding), dice)).ToArray();
        double lean = slant + dice.Normal(0.05), tan = turn + dice.Normal(0.02), stretch = aspect + dice.Normal(0.05);
        // A rotation by the tangent of its half angle: sine and cosine functions differ between machines in the last bit.
        double cos = (1 - tan * tan) / (1 + tan * tan), sin = 2 * tan / (1 + tan * tan);
        double width = 1 + 0.5 * stretch, height = 1 - 0.5 * stretch;
        Point Turned(Point p)
        {
            var x = (p.X - 0.5) * width - lean * (p.Y - 0.5);
            var y = (p.Y - 0.5) * height;
            return (cos * x - sin * y, sin * x + cos * y);
        }

        var shapes = paths.Select(path => path.Select(Turned).ToArray()).ToArray();
        var bounds = Bounds.Of([.. shapes.SelectMany(path => path)]);
        // The sheet ends the drawing's size; its place then gives way to the sheet's edge.
        var margin = 3 + pen / 2;
        var room = side - 2 * margin;
        var scale = Math.Min(side * size * (1 + dice.Normal(0.05)), room / Math.Max(bounds.Width, bounds.Height));
        Point wish = place + (0.5 + dice.Normal(0.018), 0.5 + dice.Normal(0.018));
        Point center = (
            Inside(wish.X * side, bounds.Width * scale / 2 + margin, side),
            Inside(wish.Y * side, bounds.Height * scale / 2 + margin, side));
        var onSheet = shapes.Select(path => path.Select(p => (p - bounds.Center) * scale + center).ToArray());
        return PenRasterizer.Draw(onSheet, pen * (1 + dice.Normal(0.05)), side);
    }

    /// <summary>The place nearest to a wish from which a reach to both sides stays on the sheet.</summary>
    private static double Inside(double wish, double reach, double side) =>
        Math.Clamp(wish, Math.Min(reach, side / 2), Math.Max(side - reach, side / 2));

    /// <summary>Moves and scales a stroke as a whole, each of its points, and lengthens or shortens its ends.</summary>
    private SplineStroke Misplace(SplineStroke stroke, Dice dice)
    {
        Point shift = (dice.Normal(carelessness), dice.Normal(carelessness));
        var scale = 1 + dice.Normal(2 * carelessness);
        var center = Bounds.Of(stroke.Points).Center;
        Point Moved(Point p, int index) => (p - center) * scale + center + shift + Slip(stroke, index, dice);
        var points = stroke.Points.Select(Moved).ToArray();
        if (stroke.Closed)
        {
            return stroke with { Points = points };
        }

        points[0] = points[1].Towards(points[0], 1 + dice.Normal(3 * carelessness));
        points[^1] = points[^2].Towards(points[^1], 1 + dice.Normal(3 * carelessness));
        return stroke with { Points = points };
    }

    /// <summary>
    /// How far off a point of a stroke is set: less where its neighbors are near, so that small shapes keep their form.
    /// </summary>
    private Point Slip(SplineStroke stroke, int index, Dice dice)
    {
        const double FullSpacing = 0.5;
        var p = stroke.Points[index];
        var spacing = stroke.Points.Where(q => q != p).Min(q => (q - p).Length);
        var deviation = carelessness * Math.Min(1, spacing / FullSpacing);
        return (dice.Normal(deviation), dice.Normal(deviation));
    }

    /// <summary>Adds the unsteadiness of a hand: slow noise along the path.</summary>
    private Point[] Wobble(IReadOnlyList<Point> path, Dice dice)
    {
        const int Period = 6;
        var knots = new Point[path.Count / Period + 2];
        for (var i = 0; i < knots.Length; i++)
        {
            knots[i] = (dice.Normal(wobble), dice.Normal(wobble));
        }

        return [.. path.Select((p, i) => p + knots[i / Period].Towards(knots[i / Period + 1], i % Period / (double)Period))];
    }
}
