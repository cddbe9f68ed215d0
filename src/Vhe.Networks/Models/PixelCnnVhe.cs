using Vhe.Networks.Data;
using Vhe.Networks.Distributions;
using Vhe.Networks.Layers;
using static TorchSharp.torch;

namespace Vhe.Networks.Models;

/// <summary>
/// The hierarchical PixelCNN architecture (Figure 4 and section 6.4.3): a template c for each class, drawn from a PixelCNN prior;
/// a transformation t for each element; a gated PixelCNN that draws the element.
/// </summary>
public static class PixelCnnVhe
{
    /// <summary>The symbol of the class template, [B, TemplateChannels, H, W].</summary>
    public const string Template = "c";

    /// <summary>The symbol of the element's transformation, [B, TransformDimensions].</summary>
    public const string Transform = "t";

    /// <summary>Wires the networks, with fresh weights.</summary>
    /// <param name="options">The sizes.</param>
    /// <param name="compute">What the convolutions compute in; weights, normalization and log-probabilities are float32.</param>
    /// <param name="noise">Where the starting values come from, and the device.</param>
    /// <returns>The model, in training mode.</returns>
    internal static VariationalHomoencoder Create(PixelCnnVheOptions options, Compute compute, SeededGenerator noise)
    {
        var template = new LatentVariable(
            Template,
            Grouping.Class,
            new TemplateEncoder(options, compute, noise),
            new PixelCnnPrior(
                options.TemplateChannels, options.Height, options.Width, options.PriorChannels, compute, noise));
        var transform = new LatentVariable(
            Transform,
            Grouping.Element,
            new PoolingEncoder(options.ImageShape, options.TransformChannels, options.TransformDimensions, compute, noise),
            new StandardNormalPrior(options.TransformDimensions));
        return new VariationalHomoencoder([template, transform], new TemplateDecoder(options, compute, noise));
    }
}
