using Vhe.Networks.Data;
using Vhe.Networks.Models;

namespace PaperExperiments.Deconvolutional;

/// <summary>
/// The deconvolutional architecture of section 4.2, that of the Neural Statistician on Omniglot (Edwards and Storkey 2016,
/// Appendix B): a code c for each class, a code z for each element that depends on it (Eq. 13), and independent pixels.
/// </summary>
internal static class DeconvolutionalVhe
{
    /// <summary>The symbol of the class latent, [B, ClassDimensions].</summary>
    public const string Class = "c";

    /// <summary>The symbol of the element latent, [B, ElementDimensions].</summary>
    public const string Element = "z";

    /// <summary>Wires the networks, with fresh weights.</summary>
    public static VariationalHomoencoder Create(DeconvolutionalVheOptions options, long seed)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        long c = options.ClassDimensions, z = options.ElementDimensions, hidden = options.HiddenUnits;
        return VariationalHomoencoder.Create(seed, noise =>
        {
            var images = new ImageEncoder(options, noise);
            var code = new LatentVariable(
                Class,
                Grouping.Class,
                new StatisticEncoder(images, parents: 0, c, hidden, noise),
                new StandardNormalPrior(options.ClassDimensions));
            var element = new LatentVariable(
                Element,
                Grouping.Element,
                new StatisticEncoder(images, parents: c, z, hidden, noise),
                new ConditionalPrior(parents: c, z, hidden, noise));
            return new VariationalHomoencoder(
                [code, element], new DeconvolutionalDecoder(c + z, options, noise), shared: images);
        });
    }
}
