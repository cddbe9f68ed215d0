namespace GlyphGenerator.Grammars;

/// <summary>One or two staves with slanted straight branches, as cut into wood: no horizontal line.</summary>
internal sealed class AngularRunes : GlyphGrammar
{
    public override string SetName => "Arvenik";

    protected override IReadOnlyList<SplineStroke> Draw(Dice dice)
    {
        var strokes = new List<SplineStroke> { SplineStroke.Line((0, 0), (0, 1)) };
        var side = dice.Pick(-1, 1);
        var branches = dice.Whole(1, 2);
        if (dice.Chance(0.3))
        {
            var x = side * 0.6;
            strokes.Add(SplineStroke.Line((x, dice.Pick(0, 0.3)), (x, dice.Pick(0.7, 1))));
            strokes.Add(SplineStroke.Line((0, dice.Pick(0, 0.35, 0.7)), (x, dice.Pick(0.3, 0.65, 1))));
            side = -side;
            branches = 1;
        }

        var heights = dice.Shuffle(0, 0.25, 0.5, 0.75);
        for (var i = 0; i < branches; i++)
            strokes.Add(Branch(dice, heights[i], dice.Chance(0.7) ? side : -side));

        return strokes;
    }

    private static SplineStroke Branch(Dice dice, double y, int side)
    {
        var reach = side * 0.5;
        return dice.Whole(0, 4) switch
        {
            0 => SplineStroke.Line((0, y), (reach, y + 0.25), (0, y + 0.5)),
            1 => SplineStroke.Line((-reach, y + 0.3), (reach, y - 0.1)),
            2 => SplineStroke.Line((0, y), (reach, y + 0.3), (reach, y + 0.65)),
            3 => SplineStroke.Line((0, y + 0.4), (reach, y)),
            _ => SplineStroke.Line((0, y), (reach, y + 0.4)),
        };
    }
}
