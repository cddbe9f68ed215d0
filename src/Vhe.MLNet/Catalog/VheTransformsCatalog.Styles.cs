using Microsoft.ML;
using Vhe.Networks.Models.Factorial;

namespace Vhe.MLNet;

/// <content>Transfer of styles.</content>
public static partial class VheTransformsCatalog
{
    /// <summary>Adds images of each row's character, redrawn in the style of the row's other image, by a factorial model.</summary>
    /// <param name="catalog">The transforms catalog.</param>
    /// <param name="model">A trained factorial model.</param>
    /// <param name="outputColumnName">The column to add: a vector of count x channels x height x width floats.</param>
    /// <param name="contentColumnName">The column of characters, vectors of channels x height x width floats in [0, 1].</param>
    /// <param name="styleColumnName">The column of images in the wanted styles, of any characters.</param>
    /// <param name="count">How many images a row, 1 to 64.</param>
    /// <param name="temperature">Divides the logits of every pixel: below 1 smoother, but more glyphs unfinished or blank;
    /// above 1 wilder; 0.01 to 100.</param>
    /// <param name="seed">The same seed and the same two images give the same images.</param>
    /// <returns>The estimator.</returns>
    /// <exception cref="ArgumentException">A column name is empty, or a number out of range.</exception>
    /// <example>
    /// <code>
    /// // ML.NET's own transforms give the amounts of ink: 1 less red, green and blue.
    /// var pipeline = mlContext.Transforms.LoadImages("Picture", "", "ImagePath")
    ///     .Append(mlContext.Transforms.ResizeImages("Picture", 28, 28))
    ///     .Append(mlContext.Transforms.ExtractPixels("Image", "Picture", offsetImage: 255, scaleImage: -1f / 255))
    ///     .Append(mlContext.Transforms.CopyColumns("Style", "Image"))
    ///     .Append(mlContext.Transforms.TransferStyle(factorial));
    /// </code>
    /// </example>
    public static StyleTransferEstimator TransferStyle(
        this TransformsCatalog catalog,
        FactorialModel model,
        string outputColumnName = "Generated",
        string contentColumnName = "Image",
        string styleColumnName = "Style",
        int count = 1,
        double temperature = 1,
        long seed = 0)
        => catalog.TransferStyle(model, new StyleTransferEstimator.Options
        {
            OutputColumnName = outputColumnName,
            ContentColumnName = contentColumnName,
            StyleColumnName = styleColumnName,
            Count = count,
            Temperature = temperature,
            Seed = seed,
        });

    /// <inheritdoc cref="TransferStyle(TransformsCatalog, FactorialModel, string, string, string, int, double, long)"/>
    /// <param name="catalog">The transforms catalog.</param>
    /// <param name="model">A trained factorial model.</param>
    /// <param name="options">All options.</param>
    public static StyleTransferEstimator TransferStyle(
        this TransformsCatalog catalog, FactorialModel model, StyleTransferEstimator.Options options)
        => new(catalog, model, options);
}
