using Vhe.Networks.Distributions;
using static TorchSharp.torch;

namespace Vhe.Networks.Models;

/// <summary>A generative network p(x | latents).</summary>
/// <param name="name">The module's name.</param>
public abstract class Decoder(string name) : Network(name)
{
    /// <summary>log p(x | latents).</summary>
    /// <param name="x">[N, C, H, W], in [0, 1].</param>
    /// <param name="latents">For each latent variable of the model its values [N, ...], in the model's order.</param>
    /// <returns>[N], float32, in nats.</returns>
    public abstract Tensor LogLikelihood(Tensor x, IReadOnlyList<Tensor> latents);

    /// <summary>Draws elements, such as binary images, where the decoder can.</summary>
    /// <param name="latents">For each latent variable its values [N, ...].</param>
    /// <param name="noise">Where the randomness comes from.</param>
    /// <param name="temperature">Divides the logits: below 1 smoother, but more glyphs unfinished or blank;
    /// above 1 wilder; positive.</param>
    /// <returns>[N, C, H, W].</returns>
    /// <exception cref="NotSupportedException">The decoder scores elements, but does not draw any.</exception>
    public virtual Tensor Sample(IReadOnlyList<Tensor> latents, SeededGenerator noise, double temperature) =>
        throw new NotSupportedException($"{GetName()} scores elements, but does not draw any.");
}
