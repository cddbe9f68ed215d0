using Microsoft.ML;
using Vhe.Networks.Models;

namespace Vhe.MLNet;

/// <content>Drawing of new images.</content>
public static partial class VheTransformsCatalog
{
    /// <summary>
    /// Adds new images of each row's class: drawn from the row's own image, or, with <paramref name="labelColumnName"/>, from all
    /// examples of the row's class that it is fitted on. <see cref="GeneratedImages"/> makes rows or files of them.
    /// </summary>
    /// <param name="catalog">The transforms catalog.</param>
    /// <param name="model">A trained model: <see cref="VheTransformer.Model"/>, or one that was loaded from a .vhe file.</param>
    /// <param name="outputColumnName">The column to add: a vector of count x height x width floats, 0 or 1.</param>
    /// <param name="imageColumnName">The column of images, a vector of height x width floats in [0, 1], ink = 1.</param>
    /// <param name="labelColumnName">
    /// The column of classes (text, or a key with key values of text); null to draw from the row's own image.
    /// </param>
    /// <param name="count">How many images a row, 1 to 64.</param>
    /// <param name="temperature">Divides the logits of every pixel: below 1 smoother, but more glyphs unfinished or blank;
    /// above 1 wilder; 0.01 to 100.</param>
    /// <param name="seed">The same seed and the same image or class give the same images.</param>
    /// <returns>The estimator.</returns>
    /// <exception cref="ArgumentException">A column name is empty, or a number out of range.</exception>
    /// <example>
    /// <code>
    /// var generator = mlContext.Transforms.LoadGlyphs()
    ///     .Append(mlContext.Transforms.GenerateFromExamples(model, labelColumnName: "Label", count: 16))
    ///     .Fit(stamps);
    /// generator.Transform(stamps).SaveImages("out");
    /// </code>
    /// </example>
    public static ExampleGenerationEstimator GenerateFromExamples(
        this TransformsCatalog catalog,
        VheModel model,
        string outputColumnName = "Generated",
        string imageColumnName = "Image",
        string? labelColumnName = null,
        int count = 8,
        double temperature = 1,
        long seed = 0)
        => catalog.GenerateFromExamples(model, new ExampleGenerationEstimator.Options
        {
            OutputColumnName = outputColumnName,
            ImageColumnName = imageColumnName,
            LabelColumnName = labelColumnName,
            Count = count,
            Temperature = temperature,
            Seed = seed,
        });

    /// <inheritdoc cref="GenerateFromExamples(TransformsCatalog, VheModel, string, string, string, int, double, long)"/>
    /// <param name="catalog">The transforms catalog.</param>
    /// <param name="model">A trained model.</param>
    /// <param name="options">All options.</param>
    public static ExampleGenerationEstimator GenerateFromExamples(
        this TransformsCatalog catalog, VheModel model, ExampleGenerationEstimator.Options options)
        => new(catalog, model, options);

    /// <summary>
    /// Adds images of a new class for each row, one that nobody has seen: c is drawn from its prior, then images of it.
    /// <see cref="GeneratedImages"/> makes rows or files of them.
    /// </summary>
    /// <param name="catalog">The transforms catalog.</param>
    /// <param name="model">A trained model: <see cref="VheTransformer.Model"/>, or one that was loaded from a .vhe file.</param>
    /// <param name="outputColumnName">The column to add: a vector of count x height x width floats, 0 or 1.</param>
    /// <param name="inputColumnName">
    /// The column that names the class to invent: text, a whole number, or a key with key values of text.
    /// </param>
    /// <param name="count">How many images of each class, 1 to 64.</param>
    /// <param name="temperature">Divides the logits of every pixel: below 1 smoother, but more glyphs unfinished or blank;
    /// above 1 wilder; 0.01 to 100.</param>
    /// <param name="seed">The same seed and the same name give the same class and the same images.</param>
    /// <returns>The estimator.</returns>
    /// <exception cref="ArgumentException">A column name is empty, or a number out of range.</exception>
    /// <example>
    /// <code>
    /// var names = mlContext.Data.LoadFromEnumerable(Enumerable.Range(0, 10).Select(i => new { Name = i }));
    /// mlContext.Transforms.SampleNewClass(model).Fit(names).Transform(names).SaveImages("invented");
    /// </code>
    /// </example>
    public static ClassSamplingEstimator SampleNewClass(
        this TransformsCatalog catalog,
        VheModel model,
        string outputColumnName = "Generated",
        string inputColumnName = "Name",
        int count = 8,
        double temperature = 1,
        long seed = 0)
        => catalog.SampleNewClass(model, new ClassSamplingEstimator.Options
        {
            OutputColumnName = outputColumnName,
            InputColumnName = inputColumnName,
            Count = count,
            Temperature = temperature,
            Seed = seed,
        });

    /// <inheritdoc cref="SampleNewClass(TransformsCatalog, VheModel, string, string, int, double, long)"/>
    /// <param name="catalog">The transforms catalog.</param>
    /// <param name="model">A trained model.</param>
    /// <param name="options">All options.</param>
    public static ClassSamplingEstimator SampleNewClass(
        this TransformsCatalog catalog, VheModel model, ClassSamplingEstimator.Options options)
        => new(catalog, model, options);
}
