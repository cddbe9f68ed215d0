namespace GlyphGenerator.Grammars;

/// <summary>A leaning trunk with bent boughs, drooping or rising, some with a knob or a bar at the tip.</summary>
internal sealed class Branches : GlyphGrammar
{
    public override string SetName => "Fallowen";

    protected override IReadOnlyList<SplineStroke> Draw(Dice dice)
    {
        var lean = dice.Pick(-0.15, 0, 0.15);
        Point Trunk(double y) => (lean * 4 * y * (1 - y), y);
        var strokes = new List<SplineStroke> { SplineStroke.Curve(Trunk(0), Trunk(0.35), Trunk(0.7), Trunk(1)) };
        var heights = dice.Shuffle(0.05, 0.3, 0.55, 0.8);
        var sides = dice.Shuffle(-1, 1);
        var boughs = dice.Whole(1, 2);
        for (var i = 0; i < boughs; i++)
            strokes.Add(Bough(Trunk(heights[i]), sides[i % 2] * dice.Pick(0.4, 0.55), dice.Whole(0, 3)));

        switch (dice.Whole(0, 6))
        {
            case 0:
                strokes.Add(SplineStroke.Ring(Trunk(0) + (0, -0.13), 0.13, 0.13));
                break;
            case 1:
                strokes.Add(SplineStroke.Line((-0.3, 1), (0.3, 1)));
                break;
            case 2:
                strokes.Add(SplineStroke.Curve((-0.3, 1.2), (0, 1), (0.3, 1.2)));
                break;
            default:
                break;
        }

        return strokes;
    }

    private static SplineStroke Bough(Point root, double reach, int kind) => kind switch
    {
        0 => SplineStroke.Curve(root, root + (reach * 0.7, 0.02), root + (reach, -0.35)),
        1 => SplineStroke.Curve(root, root + (reach * 0.7, -0.02), root + (reach, 0.35)),
        2 => SplineStroke.Curve(
            root,
            root + (reach * 0.6, -0.25),
            root + (reach * 1.1, 0),
            root + (reach * 0.8, 0.2),
            root + (reach * 0.55, 0.05)),
        _ => SplineStroke.Curve(root + (-reach * 0.6, -0.2), root, root + (reach, -0.2)),
    };
}
