namespace GlyphGenerator.Grammars;

/// <summary>A closed outline, round or cornered, with marks inside, through or on it: the stamps of an inspector.</summary>
internal sealed class RingMarks : GlyphGrammar
{
    public override string SetName => "Corvane";

    protected override IReadOnlyList<SplineStroke> Draw(Dice dice)
    {
        var marks = dice.Shuffle(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11);
        return [Outline(dice.Whole(0, 6)), .. marks[..dice.Whole(1, 2)].Select(Mark)];
    }

    private static SplineStroke Outline(int kind) => kind switch
    {
        0 or 1 => SplineStroke.Ring((0, 0), 0.5, 0.5),
        2 => Closed((-0.45, -0.45), (0.45, -0.45), (0.45, 0.45), (-0.45, 0.45)),
        3 => Closed((0, -0.6), (0.5, 0), (0, 0.6), (-0.5, 0)),
        4 => Closed((0, -0.6), (0.58, 0.4), (-0.58, 0.4)),
        5 => new([(-0.4, -0.5), (-0.4, 0), (-0.4, 0.5), (0.2, 0.4), (0.5, 0), (0.2, -0.4)], Smooth: true, Closed: true),
        _ => Closed((0, 0.6), (0.58, -0.4), (-0.58, -0.4)),
    };

    private static SplineStroke Mark(int kind) => kind switch
    {
        0 => SplineStroke.Line((-0.8, 0), (0.8, 0)),
        1 => SplineStroke.Line((0, -0.85), (0, 0.85)),
        2 => SplineStroke.Line((-0.6, 0.6), (0.6, -0.6)),
        3 => SplineStroke.Line((-0.25, -0.2), (0, 0.2), (0.25, -0.2)),
        4 => SplineStroke.Ring((0, 0), 0.17, 0.17),
        5 => SplineStroke.Line((0, 0.45), (0, 1.2)),
        6 => SplineStroke.Line((0, -0.5), (0, -1), (0.4, -1)),
        7 => SplineStroke.Line((0.45, 0), (1.1, 0)),
        8 => SplineStroke.Line((-0.5, 0.75), (0.5, 0.75)),
        9 => SplineStroke.Line((0.3, 0.3), (0.95, 0.95)),
        10 => SplineStroke.Line((-0.5, -1), (-0.5, 1)),
        _ => SplineStroke.Curve((-0.45, -0.8), (0, -1.05), (0.45, -0.8)),
    };

    private static SplineStroke Closed(params Point[] corners) => new(corners, Smooth: false, Closed: true);
}
