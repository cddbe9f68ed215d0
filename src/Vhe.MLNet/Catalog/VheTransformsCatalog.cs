using Microsoft.ML;
using Vhe.Networks.Inference;
using Vhe.Networks.Models;

namespace Vhe.MLNet;

/// <summary>The transforms of Variational Homoencoders: extensions of <c>mlContext.Transforms</c>.</summary>
public static partial class VheTransformsCatalog
{
    /// <summary>
    /// Reads glyphs from image files (text column of paths), their bytes, or images (<c>MLImage</c> of any size) into vectors of
    /// <paramref name="height"/> x <paramref name="width"/> floats in [0, 1], ink = 1: gray, resized with the aspect kept,
    /// strokes darkened to full ink.
    /// </summary>
    /// <param name="catalog">The transforms catalog.</param>
    /// <param name="outputColumnName">The column to add.</param>
    /// <param name="inputColumnName">The column of paths, bytes or images.</param>
    /// <param name="height">Height of the vector's image in pixels: that of the model.</param>
    /// <param name="width">Width of the vector's image in pixels: that of the model.</param>
    /// <param name="polarity">What is ink: the dark or the light.</param>
    /// <param name="cropToInk">Whether to crop to the ink before resizing.</param>
    /// <param name="inkContrast">How far ink is darkened, see <see cref="GlyphPreprocessingEstimator.Options.InkContrast"/>; 0 leaves
    /// images as they are.</param>
    /// <param name="resize">How to resize.</param>
    /// <returns>The estimator.</returns>
    /// <exception cref="ArgumentException">A column name is empty, or a number out of range.</exception>
    public static GlyphPreprocessingEstimator LoadGlyphs(
        this TransformsCatalog catalog,
        string outputColumnName = "Image",
        string inputColumnName = "ImagePath",
        int height = 28,
        int width = 28,
        GlyphPolarity polarity = GlyphPolarity.Auto,
        bool cropToInk = false,
        double inkContrast = GlyphPreprocessingEstimator.DefaultInkContrast,
        GlyphResize resize = GlyphResize.Box)
        => catalog.LoadGlyphs(new GlyphPreprocessingEstimator.Options
        {
            OutputColumnName = outputColumnName,
            InputColumnName = inputColumnName,
            Height = height,
            Width = width,
            Polarity = polarity,
            CropToInk = cropToInk,
            InkContrast = inkContrast,
            Resize = resize,
        });

    /// <inheritdoc cref="LoadGlyphs(TransformsCatalog, string, string, int, int, GlyphPolarity, bool, double, GlyphResize)"/>
    /// <param name="catalog">The transforms catalog.</param>
    /// <param name="options">All options.</param>
    public static GlyphPreprocessingEstimator LoadGlyphs(this TransformsCatalog catalog, GlyphPreprocessingEstimator.Options options)
        => new(catalog, options);

    /// <summary>
    /// Trains a Variational Homoencoder, a generative model of classes of images, on background classes (at least two, of at
    /// least two images each), and adds the column of codes.
    /// </summary>
    /// <param name="catalog">The transforms catalog.</param>
    /// <param name="labelColumnName">The column of classes: text, or a key with key values.</param>
    /// <param name="imageColumnName">The column of images, a vector of 28 x 28 floats in [0, 1], ink = 1.</param>
    /// <param name="outputColumnName">The column to add: the posterior mean of c given the row's image.</param>
    /// <param name="minutes">How long to train.</param>
    /// <param name="preset">How large a network to train.</param>
    /// <param name="seed">Seeds the starting weights and every draw of the training.</param>
    /// <returns>The estimator. Its transformer carries the model.</returns>
    /// <exception cref="ArgumentException">A column name is empty, or a number out of range.</exception>
    /// <exception cref="InvalidOperationException">The training is to resume without the path of a checkpoint.</exception>
    /// <example>
    /// <code>
    /// var pipeline = mlContext.Transforms.LoadGlyphs().Append(mlContext.Transforms.VariationalHomoencoder(minutes: 30));
    /// var model = pipeline.Fit(background).LastTransformer.Model;
    /// </code>
    /// </example>
    public static VariationalHomoencoderEstimator VariationalHomoencoder(
        this TransformsCatalog catalog,
        string labelColumnName = "Label",
        string imageColumnName = "Image",
        string outputColumnName = "Embedding",
        double minutes = 10,
        VhePreset preset = VhePreset.Paper,
        long seed = 0)
        => catalog.VariationalHomoencoder(new VariationalHomoencoderEstimator.Options
        {
            LabelColumnName = labelColumnName,
            ImageColumnName = imageColumnName,
            OutputColumnName = outputColumnName,
            Minutes = minutes,
            Preset = preset,
            Seed = seed,
        });

    /// <inheritdoc cref="VariationalHomoencoder(TransformsCatalog, string, string, string, double, VhePreset, long)"/>
    /// <param name="catalog">The transforms catalog.</param>
    /// <param name="options">All options.</param>
    public static VariationalHomoencoderEstimator VariationalHomoencoder(
        this TransformsCatalog catalog, VariationalHomoencoderEstimator.Options options)
        => new(catalog, options);

    /// <summary>
    /// Classifies images of classes that the model has never seen, from one to a few examples of each: the classifier is
    /// fitted on the examples, and adds the best class, the posterior over the classes, the log-likelihood, and <c>IsKnown</c>,
    /// whether the image is of any of them, which the <see cref="FewShotClassifierEstimator.Options"/> rename or leave out.
    /// </summary>
    /// <param name="catalog">The transforms catalog.</param>
    /// <param name="model">A trained model: <see cref="VheTransformer.Model"/>, or one that was loaded from a .vhe file.</param>
    /// <param name="labelColumnName">The column of classes to fit on: text, or a key with key values.</param>
    /// <param name="imageColumnName">The column of images.</param>
    /// <param name="predictedLabelColumnName">The column to add for the best class: a key with key values.</param>
    /// <param name="scoreColumnName">The column to add for the posterior: a vector of known size with slot names.</param>
    /// <param name="logLikelihoodColumnName">The column to add for log p(x | D) of the best class, in nats.</param>
    /// <param name="rule">
    /// How log p(x | D) is estimated. The balanced, the paper's and the mutual rule are spent on a short list of classes; the others keep
    /// only their order, so that the scores are a posterior over the short list alone.
    /// </param>
    /// <param name="seed">Seeds the samples of the paper's rule, and images drawn to calibrate <c>IsKnown</c>.</param>
    /// <returns>The estimator.</returns>
    /// <exception cref="ArgumentException">A column name is empty, two columns to add have one name, or a number is out of range.
    /// </exception>
    /// <example>
    /// <code>
    /// var classifier = mlContext.Transforms.LoadGlyphs()
    ///     .Append(mlContext.Transforms.FewShotClassifier(model))
    ///     .Fit(mlContext.Data.LoadFromImageFolder("stamps"));
    /// mlContext.Model.Save(classifier, null, "stamps.zip");
    /// </code>
    /// </example>
    public static FewShotClassifierEstimator FewShotClassifier(
        this TransformsCatalog catalog,
        VheModel model,
        string labelColumnName = "Label",
        string imageColumnName = "Image",
        string predictedLabelColumnName = "PredictedLabel",
        string scoreColumnName = "Score",
        string logLikelihoodColumnName = "LogLikelihood",
        ClassificationRule rule = ClassificationRule.PointEstimate,
        long seed = 0)
        => catalog.FewShotClassifier(model, new FewShotClassifierEstimator.Options
        {
            LabelColumnName = labelColumnName,
            ImageColumnName = imageColumnName,
            PredictedLabelColumnName = predictedLabelColumnName,
            ScoreColumnName = scoreColumnName,
            LogLikelihoodColumnName = logLikelihoodColumnName,
            Rule = rule,
            Seed = seed,
        });

    /// <inheritdoc cref="FewShotClassifier(TransformsCatalog, VheModel, string, string, string, string, string,
    /// ClassificationRule, long)"/>
    /// <param name="catalog">The transforms catalog.</param>
    /// <param name="model">A trained model.</param>
    /// <param name="options">All options.</param>
    public static FewShotClassifierEstimator FewShotClassifier(
        this TransformsCatalog catalog, VheModel model, FewShotClassifierEstimator.Options options)
        => new(catalog, model, options);
}
