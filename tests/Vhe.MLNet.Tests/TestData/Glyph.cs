namespace Vhe.MLNet.Tests.TestData;

/// <summary>A row with a label and an image.</summary>
public sealed class Glyph
{
    /// <summary>The class.</summary>
    public string Label { get; set; } = "";

    /// <summary>Ink in [0, 1], row by row.</summary>
    [VectorType(Drawings.Side * Drawings.Side)]
    public float[] Image { get; set; } = [];

    /// <summary>Rows of some classes.</summary>
    /// <param name="kinds">The numbers of the classes.</param>
    /// <param name="count">Drawings of each.</param>
    /// <param name="firstVariant">The first drawing.</param>
    /// <returns>The rows, class by class.</returns>
    public static IReadOnlyList<Glyph> Rows(IEnumerable<int> kinds, int count, int firstVariant = 0)
        => [.. kinds.SelectMany(kind => Enumerable.Range(firstVariant, count)
            .Select(variant => new Glyph { Label = Drawings.Names[kind], Image = Drawings.Draw(kind, variant) }))];
}
