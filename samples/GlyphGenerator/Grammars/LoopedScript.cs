namespace GlyphGenerator.Grammars;

/// <summary>One running line of loops, humps and curls, and sometimes a mark above or below it.</summary>
internal sealed class LoopedScript : GlyphGrammar
{
    public override string SetName => "Belusha";

    protected override IReadOnlyList<SplineStroke> Draw(Dice dice)
    {
        var points = new List<Point>();
        var x = 0.0;
        var motifs = dice.Whole(2, 3);
        for (var i = 0; i < motifs; i++)
        {
            var motif = Motif(dice.Whole(0, 4));
            var mirrored = dice.Chance(0.5);
            points.AddRange(motif.Select(p => new Point(x + p.X, mirrored ? 1 - p.Y : p.Y)));
            x = points.Max(p => p.X) + 0.08;
        }

        var strokes = new List<SplineStroke> { SplineStroke.Curve([.. points]) };
        var middle = x * dice.Pick(0.25, 0.5, 0.75);
        switch (dice.Whole(0, 4))
        {
            case 0:
                strokes.Add(SplineStroke.Line((middle - 0.2, -0.2), (middle + 0.2, -0.25)));
                break;
            case 1:
                strokes.Add(SplineStroke.Line((middle, 1.1), (middle + 0.05, 1.35)));
                break;
            default:
                break;
        }

        return dice.Chance(0.4) ? [.. strokes.Select(stroke => stroke.Map(p => (p.Y, p.X)))] : strokes;
    }

    private static Point[] Motif(int kind) => kind switch
    {
        0 => [(0, 0.7), (0.32, 0.3), (0.2, 0), (0.06, 0.3), (0.36, 0.75)],
        1 => [(0, 0.7), (0.2, 0.2), (0.4, 0.7)],
        2 => [(0.3, 0.5), (0.15, 0.65), (0.02, 0.5), (0.18, 0.25), (0.45, 0.4), (0.5, 0.75)],
        3 => [(0, 0.1), (0.05, 0.6), (0.25, 0.85), (0.45, 0.6)],
        _ => [(0, 0.4), (0.2, 0.65), (0.4, 0.4)],
    };
}
