namespace GlyphGenerator;

/// <summary>The rules by which the glyphs of one set are made; each set has a look of its own.</summary>
internal abstract class GlyphGrammar
{
    /// <summary>Two accepted glyphs differ by at least this much (<see cref="Glyph.DistanceTo"/>).</summary>
    private const double LeastDistance = 0.165;

    private const int Attempts = 20_000;

    public abstract string SetName { get; }

    /// <summary>Strokes of one random glyph, at any size and place.</summary>
    protected abstract IReadOnlyList<SplineStroke> Draw(Dice dice);

    /// <summary>Glyphs of this set, none of them a near twin of another or of one in <paramref name="taken"/>.</summary>
    public IReadOnlyList<Glyph> Invent(int count, Dice dice, IReadOnlyCollection<Glyph> taken)
    {
        var glyphs = new List<Glyph>();
        for (var attempt = 0; glyphs.Count < count; attempt++)
        {
            if (attempt == Attempts)
            {
                throw new InvalidOperationException(
                    $"The grammar of set {SetName} has only {glyphs.Count} distinct glyphs; {count} are asked for.");
            }

            var candidate = new Glyph(Draw(dice));
            if (taken.Concat(glyphs).All(glyph => candidate.DistanceTo(glyph) >= LeastDistance))
                glyphs.Add(candidate);
        }

        return glyphs;
    }
}
