using Vhe.Networks.Data;
using Vhe.Networks.Models;

namespace Vhe.Networks.Inference;

/// <summary>The latent variables of a model whose likelihoods can be estimated.</summary>
/// <param name="Class">c, one for each class.</param>
/// <param name="Element">t or z, one for each element; null where the model has none.</param>
internal sealed record ClassLatents(LatentVariable Class, LatentVariable? Element)
{
    /// <summary>Finds them.</summary>
    /// <param name="network">A model.</param>
    /// <exception cref="ArgumentException">It has others; the message names them.</exception>
    public static ClassLatents Of(VariationalHomoencoder network)
    {
        ArgumentNullException.ThrowIfNull(network);
        return network.Latents switch
        {
            [{ Grouping: Grouping.Class } c] => new ClassLatents(c, null),
            [{ Grouping: Grouping.Class } c, { Grouping: Grouping.Element } z] => new ClassLatents(c, z),
            var others => throw new ArgumentException(
                "This takes models with a latent variable for each class and, after it, at most one for each element; this one "
                + $"has {string.Join(", ", others.Select(latent => $"{latent.Symbol} for each {latent.Grouping}"))}.",
                nameof(network)),
        };
    }
}
