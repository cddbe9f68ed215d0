using Vhe.Networks.Data;
using Vhe.Networks.Models;

namespace PaperExperiments.Deconvolutional;

/// <summary>
/// The hierarchical model of sections 4.3 and 6.5 (Eq. 20): the deconvolutional architecture with a latent a for each alphabet
/// above the codes c of its classes. q(a; D) has the form of q(c; D) over the same image encoder, p(c | a) that of p(z | c).
/// </summary>
internal static class HierarchicalVhe
{
    /// <summary>The symbol of the alphabet latent, [B, AlphabetDimensions].</summary>
    public const string Alphabet = "a";

    /// <summary>The symbol of the class latent, [B, ClassDimensions].</summary>
    public const string Class = DeconvolutionalVhe.Class;

    /// <summary>The symbol of the element latent, [B, ElementDimensions].</summary>
    public const string Element = DeconvolutionalVhe.Element;

    /// <summary>Wires the networks, with fresh weights. Every latent variable depends on those above it: q(c; D, a), p(z | a, c),
    /// q(z; x, a, c), p(x | a, c, z).</summary>
    public static VariationalHomoencoder Create(DeconvolutionalVheOptions options, long seed)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        long a = options.AlphabetDimensions, c = options.ClassDimensions, z = options.ElementDimensions;
        long hidden = options.HiddenUnits;
        return VariationalHomoencoder.Create(seed, noise =>
        {
            var images = new ImageEncoder(options, noise);
            var alphabet = new LatentVariable(
                Alphabet,
                Grouping.Alphabet,
                new StatisticEncoder(images, parents: 0, a, hidden, noise),
                new StandardNormalPrior(options.AlphabetDimensions));
            var code = new LatentVariable(
                Class,
                Grouping.Class,
                new StatisticEncoder(images, parents: a, c, hidden, noise),
                new ConditionalPrior(parents: a, c, hidden, noise));
            var element = new LatentVariable(
                Element,
                Grouping.Element,
                new StatisticEncoder(images, parents: a + c, z, hidden, noise),
                new ConditionalPrior(parents: a + c, z, hidden, noise));
            return new VariationalHomoencoder(
                [alphabet, code, element], new DeconvolutionalDecoder(a + c + z, options, noise), shared: images);
        });
    }
}
