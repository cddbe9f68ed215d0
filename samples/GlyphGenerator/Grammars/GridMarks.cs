namespace GlyphGenerator.Grammars;

/// <summary>Straight runs along a lattice of three by three places, as in technical drawings.</summary>
internal sealed class GridMarks : GlyphGrammar
{
    public override string SetName => "Eskerit";

    protected override IReadOnlyList<SplineStroke> Draw(Dice dice)
    {
        var runs = new HashSet<(Point, Point)>();
        var strokes = new List<SplineStroke> { SplineStroke.Line([.. Walk(dice, dice.Whole(3, 5), runs)]) };
        var second = Walk(dice, dice.Whole(1, 2), runs);
        if (second.Count > 1 && dice.Chance(0.75))
            strokes.Add(SplineStroke.Line([.. second]));

        return strokes;
    }

    /// <summary>
    /// A path over the lattice that meets no place twice and takes none of <paramref name="runs"/>; its own join them.
    /// </summary>
    private static List<Point> Walk(Dice dice, int length, HashSet<(Point From, Point To)> runs)
    {
        var path = new List<Point> { (dice.Whole(0, 2), dice.Whole(0, 2)) };
        for (var i = 0; i < length; i++)
        {
            var here = path[^1];
            var next = dice.Shuffle<Point>((1, 0), (-1, 0), (0, 1), (0, -1), (1, 1), (-1, 1))
                .Select(step => here + step)
                .Where(p => p is { X: >= 0 and <= 2, Y: >= 0 and <= 2 })
                .FirstOrDefault(p => !path.Contains(p) && !runs.Contains((here, p)), here);
            if (next == here)
                break;

            runs.Add((here, next));
            runs.Add((next, here));
            path.Add(next);
        }

        return Joined(path);
    }

    /// <summary>The path without the places that it passes straight.</summary>
    private static List<Point> Joined(List<Point> path)
    {
        for (var i = path.Count - 2; i > 0; i--)
        {
            if (path[i] - path[i - 1] == path[i + 1] - path[i])
                path.RemoveAt(i);
        }

        return path;
    }
}
