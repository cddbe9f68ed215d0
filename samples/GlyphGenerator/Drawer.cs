namespace GlyphGenerator;

/// <summary>
/// A person who draws every glyph once: habits (slant, size, aspect, pen, care) that hold for all drawings, and the accidents
/// of each single one.
/// </summary>
internal sealed class Drawer
{
    private readonly double _slant;
    /// <summary>Of the angle by which all drawings are turned, the tangent of the half.</summary>
    private readonly double _turn;
    private readonly double _aspect;
    private readonly double _size;
    private readonly double _pen;
    private readonly double _rounding;
    private readonly double _carelessness;
    private readonly double _wobble;
    private readonly Point _place;

    public Drawer(Dice dice)
    {
        _slant = dice.Normal(0.085);
        _turn = dice.Normal(0.025);
        _aspect = dice.Normal(0.075);
        _size = dice.Uniform(0.6, 0.76);
        _pen = dice.Uniform(2.6, 4.6);
        _rounding = dice.Uniform(0.04, 0.4);
        _carelessness = dice.Uniform(0.015, 0.04);
        _wobble = dice.Uniform(0.002, 0.008);
        _place = (dice.Normal(0.015), dice.Normal(0.015));
    }

    /// <summary>Draws a glyph on a sheet of <paramref name="side"/> pixels squared: for each, is it inked?</summary>
    public bool[,] Draw(Glyph glyph, int side, Dice dice)
    {
        var paths = glyph.Strokes.Select(stroke => Wobble(Misplace(stroke, dice).Flatten(_rounding), dice)).ToArray();
        double lean = _slant + dice.Normal(0.05), tan = _turn + dice.Normal(0.02), stretch = _aspect + dice.Normal(0.05);
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
        var margin = 3 + _pen / 2;
        var room = side - 2 * margin;
        var scale = Math.Min(side * _size * (1 + dice.Normal(0.05)), room / Math.Max(bounds.Width, bounds.Height));
        Point wish = _place + (0.5 + dice.Normal(0.018), 0.5 + dice.Normal(0.018));
        Point center = (
            Inside(wish.X * side, bounds.Width * scale / 2 + margin, side),
            Inside(wish.Y * side, bounds.Height * scale / 2 + margin, side));
        var onSheet = shapes.Select(path => path.Select(p => (p - bounds.Center) * scale + center).ToArray());
        return PenRasterizer.Draw(onSheet, _pen * (1 + dice.Normal(0.05)), side);
    }

    /// <summary>The place nearest to a wish from which a reach to both sides stays on the sheet.</summary>
    private static double Inside(double wish, double reach, double side)
        => Math.Clamp(wish, Math.Min(reach, side / 2), Math.Max(side - reach, side / 2));

    /// <summary>Moves and scales a stroke as a whole, each of its points, and lengthens or shortens its ends.</summary>
    private SplineStroke Misplace(SplineStroke stroke, Dice dice)
    {
        Point shift = (dice.Normal(_carelessness), dice.Normal(_carelessness));
        var scale = 1 + dice.Normal(2 * _carelessness);
        var center = Bounds.Of(stroke.Points).Center;
        Point Moved(Point p, int index) => (p - center) * scale + center + shift + Slip(stroke, index, dice);
        var points = stroke.Points.Select(Moved).ToArray();
        if (stroke.Closed)
            return stroke with { Points = points };

        points[0] = points[1].Towards(points[0], 1 + dice.Normal(3 * _carelessness));
        points[^1] = points[^2].Towards(points[^1], 1 + dice.Normal(3 * _carelessness));
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
        var deviation = _carelessness * Math.Min(1, spacing / FullSpacing);
        return (dice.Normal(deviation), dice.Normal(deviation));
    }

    /// <summary>Adds the unsteadiness of a hand: slow noise along the path.</summary>
    private Point[] Wobble(IReadOnlyList<Point> path, Dice dice)
    {
        const int Period = 6;
        var knots = new Point[path.Count / Period + 2];
        for (var i = 0; i < knots.Length; i++)
            knots[i] = (dice.Normal(_wobble), dice.Normal(_wobble));

        return [.. path.Select((p, i) => p + knots[i / Period].Towards(knots[i / Period + 1], i % Period / (double)Period))];
    }
}
