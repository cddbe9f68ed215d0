using Microsoft.ML;
using Vhe.Networks.Models;

namespace Vhe.MLNet;

/// <content>Scoring of likelihoods.</content>
public static partial class VheTransformsCatalog
{
    /// <summary>
    /// Adds how likely each row's image is: <c>LogLikelihood</c> in nats, <c>BitsPerPixel</c>, and <c>Typicality</c>, its rank in
    /// [0, 1] among the images that the scorer is fitted on. Gray images are scored as binary ones with as much ink.
    /// </summary>
    /// <param name="catalog">The transforms catalog.</param>
    /// <param name="model">A trained model: <see cref="VheTransformer.Model"/>, or one that was loaded from a .vhe file.</param>
    /// <param name="imageColumnName">The column of images, a vector of height x width floats in [0, 1], ink = 1.</param>
    /// <param name="labelColumnName">
    /// The column of classes (text, or a key with key values of text), for log p(x | D) given the examples of the row's class
    /// that were fitted on; null for log p(x).
    /// </param>
    /// <param name="classSamples">Importance samples of c, 1 to 10,000.</param>
    /// <param name="elementSamples">Importance samples of t, 1 to 10,000.</param>
    /// <param name="seed">Seeds the samples: the same image gets the same number.</param>
    /// <returns>The estimator.</returns>
    /// <exception cref="ArgumentException">A column name is empty, two columns to add have one name, or a number is out of range.
    /// </exception>
    /// <example>
    /// <code>
    /// var scorer = mlContext.Transforms.LoadGlyphs()
    ///     .Append(mlContext.Transforms.LikelihoodScorer(model))
    ///     .Fit(usual);
    /// var odd = mlContext.Data.FilterRowsByColumn(scorer.Transform(incoming), "Typicality", upperBound: 0.01);
    /// </code>
    /// </example>
    public static LikelihoodScoringEstimator LikelihoodScorer(
        this TransformsCatalog catalog,
        VheModel model,
        string imageColumnName = "Image",
        string? labelColumnName = null,
        int classSamples = 20,
        int elementSamples = 10,
        long seed = 0)
        => catalog.LikelihoodScorer(model, new LikelihoodScoringEstimator.Options
        {
            ImageColumnName = imageColumnName,
            LabelColumnName = labelColumnName,
            ClassSamples = classSamples,
            ElementSamples = elementSamples,
            Seed = seed,
        });

    /// <inheritdoc cref="LikelihoodScorer(TransformsCatalog, VheModel, string, string, int, int, long)"/>
    /// <param name="catalog">The transforms catalog.</param>
    /// <param name="model">A trained model.</param>
    /// <param name="options">All options.</param>
    public static LikelihoodScoringEstimator LikelihoodScorer(
        this TransformsCatalog catalog, VheModel model, LikelihoodScoringEstimator.Options options)
        => new(catalog, model, options);
}
