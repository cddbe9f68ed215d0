using Vhe.Networks.Data;
using Vhe.Networks.Distributions;
using Vhe.Networks.Layers;
using static TorchSharp.torch;

namespace Vhe.Networks.Models.Factorial;

/// <summary>
/// The factorial PixelCNN architecture (section 4.3, Figure 2 right): every element is of a class and, whatever its class, of a
/// style. The PixelCNN architecture (<see cref="PixelCnnVhe"/>) with one more latent variable, a style s for each style, in the
/// bound of Eq. 15.
/// </summary>
public static class FactorialVhe
{
    // The decoder sees s times c. From a start around 0 s would give c a random sign: c would say nothing to the decoder, which
    // would learn to draw without both before either of them has learned anything. It was seen to do so.
    private const double StyleStartMean = 1;
    private const double StyleStartLogVariance = -4;

    /// <summary>The symbol of the class template, [B, TemplateChannels, H, W].</summary>
    public const string Template = "c";

    /// <summary>The symbol of the style, [B, StyleDimensions].</summary>
    public const string Style = "s";

    /// <summary>The symbol of the element's transformation, [B, TransformDimensions].</summary>
    public const string Transform = "t";

    /// <summary>Wires the networks, with fresh weights.</summary>
    /// <param name="options">The sizes.</param>
    /// <param name="seed">Seeds the starting values.</param>
    /// <returns>A network on the CPU in training mode, which the caller disposes; its batches come from a
    /// <see cref="FactorialSampler"/>.</returns>
    /// <exception cref="ArgumentException">A size is missing or outside its range.</exception>
    public static VariationalHomoencoder Create(FactorialVheOptions options, long seed) =>
        Create(options, new Compute(), seed, CPU);

    /// <summary>Wires the networks on a device.</summary>
    internal static VariationalHomoencoder Create(FactorialVheOptions options, Compute compute, long seed, Device device)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        return FreshNetwork.Create(seed, noise => Wire(options, compute, noise), device);
    }

    private static VariationalHomoencoder Wire(FactorialVheOptions options, Compute compute, SeededGenerator noise)
    {
        var sizes = options.PixelCnn;
        var template = new LatentVariable(
            Template,
            Grouping.Class,
            new TemplateEncoder(sizes, compute, noise, options.Channels),
            new PixelCnnPrior(sizes.TemplateChannels, sizes.Height, sizes.Width, sizes.PriorChannels, compute, noise));
        var style = new LatentVariable(
            Style,
            Grouping.Style,
            new PoolingEncoder(
                options.ImageShape,
                options.StyleChannels,
                options.StyleDimensions,
                compute,
                noise,
                StyleStartMean,
                StyleStartLogVariance),
            new StandardNormalPrior(options.StyleDimensions));
        var transform = new LatentVariable(
            Transform,
            Grouping.Element,
            new PoolingEncoder(options.ImageShape, sizes.TransformChannels, sizes.TransformDimensions, compute, noise),
            new StandardNormalPrior(sizes.TransformDimensions));
        return new VariationalHomoencoder([template, style, transform], new FactorialDecoder(options, compute, noise));
    }
}
