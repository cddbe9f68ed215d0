using Vhe.Networks.Data;

namespace Vhe.Networks.Models.OneDimensional;

/// <summary>The models of section 4.1: classes of numbers, c ~ N(0, I), q(c; D) and the parameters of p(x | c) linear.</summary>
public static class OneDimensionalVhe
{
    /// <summary>The symbol of the class latent, [B, dimensions].</summary>
    public const string Embedding = "c";

    /// <summary>Wires the networks, with fresh weights.</summary>
    /// <param name="family">What elements are.</param>
    /// <param name="dimensions">Dimensions of c, 1 to 64.</param>
    /// <param name="seed">Seeds the starting values.</param>
    /// <returns>A network on the CPU in training mode, which the caller disposes. Elements are "images" of shape 1 x 1 x
    /// 1.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The dimensions are outside their range.</exception>
    public static VariationalHomoencoder Create(ElementFamily family, int dimensions, long seed)
    {
        ArgumentNullException.ThrowIfNull(family);
        OptionRange.Check(nameof(dimensions), dimensions, 1, 64);
        return FreshNetwork.Create(seed, noise =>
        {
            var c = new LatentVariable(
                Embedding, Grouping.Class, new LinearEncoder(family, dimensions, noise), new StandardNormalPrior(dimensions));
            return new VariationalHomoencoder([c], new LinearDecoder(family, dimensions, noise));
        });
    }
}
