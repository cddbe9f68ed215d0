using Vhe.Networks.Data;
using Vhe.Networks.Models;
using Vhe.Networks;

namespace PaperExperiments.OneDimensional;

/// <summary>The models of section 4.1: classes of numbers, c ~ N(0, I), q(c; D) and the parameters of p(x | c) linear.</summary>
internal static class OneDimensionalVhe
{
    /// <summary>The symbol of the class latent, [B, dimensions].</summary>
    public const string Embedding = "c";

    /// <summary>Wires the networks, with fresh weights.</summary>
    public static VariationalHomoencoder Create(ElementFamily family, int dimensions, long seed)
    {
        ArgumentNullException.ThrowIfNull(family);
        OptionRange.Check(nameof(dimensions), dimensions, 1, 64);
        return VariationalHomoencoder.Create(seed, noise =>
        {
            var c = new LatentVariable(
                Embedding, Grouping.Class, new LinearEncoder(family, dimensions, noise), new StandardNormalPrior(dimensions));
            return new VariationalHomoencoder([c], new LinearDecoder(family, dimensions, noise));
        });
    }
}
