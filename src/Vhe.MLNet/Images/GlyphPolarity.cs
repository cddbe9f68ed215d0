namespace Vhe.MLNet;

/// <summary>Which of an image's two ends is ink: what becomes 1 in the vector that <c>LoadGlyphs</c> gives.</summary>
public enum GlyphPolarity
{
    /// <summary>
    /// Decided for each image by the mean of its border: a light border means dark ink on light paper. Where the border is mostly
    /// transparent, the mean of what is visible decides: dark strokes are dark ink.
    /// </summary>
    Auto,

    /// <summary>Dark ink on light paper, as in scans and in Omniglot. Transparent pixels are white paper.</summary>
    DarkOnLight,

    /// <summary>Light ink on dark paper, as in MNIST or on a blackboard. Transparent pixels are black paper.</summary>
    LightOnDark,
}
