namespace GlyphGenerator.Grammars;

/// <summary>A bent hook with short straight ticks across it or beside it.</summary>
internal sealed class TickedHooks : GlyphGrammar
{
    public override string SetName => "Dathri";

    protected override IReadOnlyList<SplineStroke> Draw(Dice dice)
    {
        var hook = SplineStroke.Curve(Hook(dice.Whole(0, 5)));
        var path = hook.Flatten(0);
        var strokes = new List<SplineStroke> { hook };
        var places = dice.Shuffle(0.04, 0.35, 0.65, 0.96);
        strokes.AddRange(places[..dice.Whole(1, 2)].Select(place => Tick(path, place, dice.Pick(0.2, 0.3))));
        double flipX = dice.Pick(-1, 1), flipY = dice.Pick(-1, 1);
        return [.. strokes.Select(stroke => stroke.Map(p => (flipX * p.X, flipY * p.Y)))];
    }

    private static SplineStroke Tick(IReadOnlyList<Point> path, double place, double reach)
    {
        var at = Math.Clamp((int)(place * path.Count), 1, path.Count - 2);
        var along = path[at + 1] - path[at - 1];
        var across = new Point(-along.Y, along.X) * (reach / along.Length);
        return SplineStroke.Line(path[at] - across, path[at] + across);
    }

    private static Point[] Hook(int kind) => kind switch
    {
        0 => [(0.3, 0), (0.3, 0.7), (0.1, 1), (-0.25, 0.95), (-0.35, 0.7)],
        1 => [(0.4, 0.15), (0.05, 0), (-0.3, 0.35), (-0.2, 0.8), (0.15, 1), (0.4, 0.85)],
        2 => [(0.35, 0.15), (0, 0), (-0.3, 0.25), (0, 0.5), (0.3, 0.75), (0, 1), (-0.35, 0.85)],
        3 => [(-0.4, 0), (-0.35, 0.6), (0, 0.9), (0.35, 0.6), (0.4, 0)],
        4 => [(-0.3, 0.2), (0, 0), (0.3, 0.25), (0.05, 0.55), (0, 1)],
        _ => [(-0.1, 0.35), (0.1, 0.5), (-0.15, 0.7), (-0.4, 0.4), (-0.1, 0.05), (0.35, 0.3), (0.3, 1)],
    };
}
