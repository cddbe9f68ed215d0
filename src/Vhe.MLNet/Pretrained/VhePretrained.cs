using Vhe.Networks;
using Vhe.Networks.Models;

namespace Vhe.MLNet;

/// <summary>Models that come with the package, trained already.</summary>
/// <remarks>Thread-safe. What they are good for, and what not, is in the model card (docs/model-card.md of the repository).</remarks>
public static class VhePretrained
{
    private const string GlyphsResource = "Vhe.MLNet.Pretrained.glyphs.vhe";

    private static readonly Lazy<VheModel> s_glyphs = new(() => LoadGlyphs().Share());

    /// <summary>
    /// A model of handwritten characters: the network of the paper (section 6.4.3) trained on the 30 background alphabets of
    /// Omniglot. It classifies, generates and scores glyphs of classes that it has never seen, 28 x 28, ink = 1.
    /// </summary>
    /// <value>
    /// One model on the CPU for the whole process, read from the package at the first use, in a fraction of a second.
    /// <see cref="VheModel.Dispose"/> leaves it as it is, and its precision is fixed: <see cref="LoadGlyphs"/> gives one of your
    /// own.
    /// </value>
    public static VheModel Glyphs => s_glyphs.Value;

    /// <summary>Loads a model of your own with the weights of <see cref="Glyphs"/>.</summary>
    /// <param name="device">Where its weights are put: "cpu", "cuda" or "cuda:1".</param>
    /// <returns>A model that the caller disposes.</returns>
    /// <exception cref="VheException">The device cannot be used.</exception>
    public static VheModel LoadGlyphs(string device = "cpu")
    {
        using var stream = typeof(VhePretrained).Assembly.GetManifestResourceStream(GlyphsResource)
            ?? throw new InvalidOperationException($"The assembly has lost its resource '{GlyphsResource}'.");
        return VheModel.Load(stream, device);
    }
}
