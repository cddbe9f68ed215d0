using Vhe.Networks.Data;
using Vhe.Networks.Distributions;
using Vhe.Networks.Layers;

namespace Vhe.Networks.Models;

/// <summary>
/// The hierarchical PixelCNN architecture (Figure 4 and section 6.4.3): a template c [B, C, H, W] for each class, drawn from a
/// PixelCNN prior; a transformation t [B, T] for each element; a gated PixelCNN that draws the element. The factorial model (section
/// 4.3, Figure 2 right, Eq. 15) has a style s [B, S] for each style as well.
/// </summary>
internal static class PixelCnnVhe
{
    public const string Template = "c", Style = "s", Transform = "t";

    // The decoder sees s times c. From a start around 0 s would give c a random sign: c would say nothing to the decoder, which
    // would learn to draw without both before either of them has learned anything. It was seen to do so.
    private const double StyleStartMean = 1, StyleStartLogVariance = -4;

    /// <summary>Wires the networks with fresh weights, in training mode; latents are made in the order of the equations.</summary>
    public static VariationalHomoencoder Create(PixelCnnVheOptions options, Compute compute, SeededGenerator noise)
    {
        List<LatentVariable> latents =
        [
            new LatentVariable(
                Template,
                Grouping.Class,
                new TemplateEncoder(options, compute, noise),
                new PixelCnnPrior(options.TemplateChannels, options.Height, options.Width, options.PriorChannels, compute, noise)),
        ];
        if (options.Style is { } style)
        {
            var encoder = new PoolingEncoder(
                options.ImageShape, style.StyleChannels, style.StyleDimensions, compute, noise, StyleStartMean, StyleStartLogVariance);
            latents.Add(new LatentVariable(Style, Grouping.Style, encoder, new StandardNormalPrior(style.StyleDimensions)));
        }

        latents.Add(new LatentVariable(
            Transform,
            Grouping.Element,
            new PoolingEncoder(options.ImageShape, options.TransformChannels, options.TransformDimensions, compute, noise),
            new StandardNormalPrior(options.TransformDimensions)));
        return new VariationalHomoencoder(latents, new TemplateDecoder(options, compute, noise));
    }
}
