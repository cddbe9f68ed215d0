namespace Vhe.MLNet;

/// <summary>Pretrained models that come with the package.</summary>
/// <remarks>Thread-safe. The model card (docs/model-card.md of the repository) describes their intended use and limits.</remarks>
public static class VhePretrained
{
    private const string GlyphsResource = "Vhe.MLNet.Pretrained.glyphs.vhe";

    private static readonly Lazy<VheModel> SharedGlyphs = new(() => LoadGlyphs().Share());

    /// <summary>
    /// A model of handwritten characters: the network of the paper (section 6.4.3) trained on the 30 background alphabets of
    /// Omniglot. It classifies, generates and scores glyphs of classes that it has never seen, 28 x 28, ink = 1.
    /// </summary>
    /// <value>
    /// One model on the CPU, shared by the whole process and loaded at the first use, in a fraction of a second. Disposing it does
    /// nothing, so that code which disposes every model it gets is safe. Its precision cannot be changed: use
    /// <see cref="LoadGlyphs"/> for that.
    /// </value>
    public static VheModel Glyphs => SharedGlyphs.Value;

    /// <summary>Loads a copy of <see cref="Glyphs"/> that is not shared.</summary>
    /// <param name="device">Where to put its weights: "cpu", "cuda" or "cuda:1".</param>
    /// <returns>A model that the caller disposes.</returns>
    /// <exception cref="VheException">The device cannot be used.</exception>
    public static VheModel LoadGlyphs(string device = "cpu")
    {
        using var stream = typeof(VhePretrained).Assembly.GetManifestResourceStream(GlyphsResource)
            ?? throw new InvalidOperationException($"The assembly has lost its resource '{GlyphsResource}'.");
        return VheModel.Load(stream, device);
    }
}
