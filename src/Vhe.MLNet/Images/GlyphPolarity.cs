namespace Vhe.MLNet;

/// <summary>Whether the dark or the light parts of an image are ink, which <c>LoadGlyphs</c> turns into 1 (paper is 0).</summary>
public enum GlyphPolarity
{
    /// <summary>
    /// Decided for each image from its border: a light border means dark ink on light paper, a dark border light ink on dark
    /// paper. Where most of the border is transparent, the visible pixels decide: dark ones are dark ink on light paper. Set the
    /// polarity where ink may fill the border, as in filled silhouettes.
    /// </summary>
    Auto,

    /// <summary>Dark ink on light paper, as in scans and in Omniglot. Transparent pixels are paper.</summary>
    DarkOnLight,

    /// <summary>Light ink on dark paper, as in MNIST or on a blackboard. Transparent pixels are paper.</summary>
    LightOnDark,
}
