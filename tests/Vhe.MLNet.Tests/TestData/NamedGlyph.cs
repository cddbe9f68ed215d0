namespace Vhe.MLNet.Tests.TestData;

/// <summary>A row under other names than the defaults, with a column that nothing reads.</summary>
public sealed class NamedGlyph
{
    /// <summary>The class.</summary>
    public string Kind { get; set; } = "";

    /// <summary>Ink in [0, 1], row by row.</summary>
    [VectorType(Drawings.Side * Drawings.Side)]
    public float[] Ink { get; set; } = [];

    /// <summary>A number of its own.</summary>
    public float Weight { get; set; }

    /// <summary>Rows of some classes.</summary>
    /// <param name="kinds">The numbers of the classes.</param>
    /// <param name="count">Drawings of each.</param>
    /// <returns>The rows, class by class.</returns>
    public static IReadOnlyList<NamedGlyph> Rows(IEnumerable<int> kinds, int count)
        => [.. Glyph.Rows(kinds, count).Select((row, i) => new NamedGlyph { Kind = row.Label, Ink = row.Image, Weight = i })];
}
