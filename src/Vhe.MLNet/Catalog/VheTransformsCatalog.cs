namespace Vhe.MLNet;

/// <summary>
/// The transforms of Variational Homoencoders: extensions of <c>mlContext.Transforms</c>. Each has a short form, and one that takes all
/// options.
/// </summary>
public static class VheTransformsCatalog
{
    /// <summary>
    /// Loads and preprocesses glyphs: image files (a text column of paths), their bytes, or images (<c>MLImage</c> of any size) become
    /// vectors of <paramref name="height"/> x <paramref name="width"/> floats in [0, 1], ink = 1: gray, resized with the aspect kept,
    /// strokes darkened to full ink.
    /// </summary>
    /// <param name="catalog">The transforms catalog.</param>
    /// <param name="outputColumnName">The column to add.</param>
    /// <param name="inputColumnName">The column of paths, bytes or images.</param>
    /// <param name="height">Height of the vector's image in pixels: that of the model.</param>
    /// <param name="width">Width of the vector's image in pixels: that of the model.</param>
    /// <param name="cropToInk">Whether to crop to the ink before resizing.</param>
    /// <returns>The estimator.</returns>
    /// <exception cref="ArgumentException">A column name is empty, or a number out of range.</exception>
    public static GlyphPreprocessingEstimator LoadGlyphs(
        this TransformsCatalog catalog,
        string outputColumnName = "Image",
        string inputColumnName = "ImagePath",
        int height = 28,
        int width = 28,
        bool cropToInk = false)
        => catalog.LoadGlyphs(new GlyphPreprocessingEstimator.Options
        {
            OutputColumnName = outputColumnName,
            InputColumnName = inputColumnName,
            Height = height,
            Width = width,
            CropToInk = cropToInk,
        });

    /// <inheritdoc cref="LoadGlyphs(TransformsCatalog, string, string, int, int, bool)"/>
    /// <param name="catalog">The transforms catalog.</param>
    /// <param name="options">All options.</param>
    public static GlyphPreprocessingEstimator LoadGlyphs(this TransformsCatalog catalog, GlyphPreprocessingEstimator.Options options)
        => new(catalog, options);

    /// <summary>
    /// Trains a Variational Homoencoder, a generative model of classes of images, on background classes (at least two, of at
    /// least two images each), and adds the embedding of each image.
    /// </summary>
    /// <param name="catalog">The transforms catalog.</param>
    /// <param name="labelColumnName">The column of classes: text, or a key with key values.</param>
    /// <param name="imageColumnName">The column of images, a vector of 28 x 28 floats in [0, 1], ink = 1.</param>
    /// <param name="outputColumnName">The column to add: the posterior mean of c given the row's image.</param>
    /// <param name="steps">How many steps to train. The same number and seed give the same weights on one machine. The options
    /// can limit the time instead.</param>
    /// <param name="preset">How large a network to train.</param>
    /// <returns>The estimator. Its transformer carries the model.</returns>
    /// <exception cref="ArgumentException">A column name is empty, or a number out of range.</exception>
    /// <exception cref="InvalidOperationException">The options ask to resume, but name no checkpoint.</exception>
    /// <example>
    /// <code>
    /// var pipeline = mlContext.Transforms.LoadGlyphs().Append(mlContext.Transforms.VariationalHomoencoder());
    /// var model = pipeline.Fit(background).LastTransformer.Model;
    /// </code>
    /// </example>
    public static VariationalHomoencoderEstimator VariationalHomoencoder(
        this TransformsCatalog catalog,
        string labelColumnName = "Label",
        string imageColumnName = "Image",
        string outputColumnName = "Embedding",
        long steps = VariationalHomoencoderEstimator.DefaultSteps,
        VhePreset preset = VhePreset.Paper)
        => catalog.VariationalHomoencoder(new VariationalHomoencoderEstimator.Options
        {
            LabelColumnName = labelColumnName,
            ImageColumnName = imageColumnName,
            OutputColumnName = outputColumnName,
            Steps = steps,
            Preset = preset,
        });

    /// <inheritdoc cref="VariationalHomoencoder(TransformsCatalog, string, string, string, long, VhePreset)"/>
    /// <param name="catalog">The transforms catalog.</param>
    /// <param name="options">All options.</param>
    public static VariationalHomoencoderEstimator VariationalHomoencoder(
        this TransformsCatalog catalog, VariationalHomoencoderEstimator.Options options)
        => new(catalog, options);

    /// <summary>
    /// Adds the embedding of each row's image, the posterior mean of c given that image, by a trained model: features for ML.NET's own
    /// trainers.
    /// </summary>
    /// <param name="catalog">The transforms catalog.</param>
    /// <param name="model">A trained model: <see cref="VhePretrained.Glyphs"/>, <see cref="VheTransformer.Model"/>, or one loaded
    /// from a .vhe file.</param>
    /// <param name="outputColumnName">The column to add: a vector of <see cref="VheModel.EmbeddingLength"/> floats.</param>
    /// <param name="inputColumnName">The column of images, a vector of the model's height x width floats in [0, 1], ink = 1.
    /// </param>
    /// <returns>The estimator. Its transformer carries the model.</returns>
    /// <exception cref="ArgumentException">A column name is empty, or the model's embeddings are longer than a column can be.
    /// </exception>
    /// <example>
    /// <code>
    /// var pipeline = mlContext.Transforms.LoadGlyphs()
    ///     .Append(mlContext.Transforms.EmbedGlyphs(VhePretrained.Glyphs))
    ///     .Append(mlContext.Clustering.Trainers.KMeans("Embedding", numberOfClusters: 12));
    /// </code>
    /// </example>
    public static GlyphEmbeddingEstimator EmbedGlyphs(
        this TransformsCatalog catalog, VheModel model, string outputColumnName = "Embedding", string inputColumnName = "Image")
        => catalog.EmbedGlyphs(model, new GlyphEmbeddingEstimator.Options
        {
            OutputColumnName = outputColumnName,
            InputColumnName = inputColumnName,
        });

    /// <inheritdoc cref="EmbedGlyphs(TransformsCatalog, VheModel, string, string)"/>
    /// <param name="catalog">The transforms catalog.</param>
    /// <param name="model">A trained model.</param>
    /// <param name="options">All options.</param>
    public static GlyphEmbeddingEstimator EmbedGlyphs(
        this TransformsCatalog catalog, VheModel model, GlyphEmbeddingEstimator.Options options)
        => new(catalog, model, options);

    /// <summary>
    /// Classifies images of classes that the model has never seen, from one to a few examples of each. The classifier is fitted on
    /// the examples and adds <c>PredictedLabel</c>, <c>Score</c> (the posterior over the classes), <c>LogLikelihood</c> and
    /// <c>IsKnown</c>, whether the image is of any of the classes.
    /// </summary>
    /// <param name="catalog">The transforms catalog.</param>
    /// <param name="model">A trained model: <see cref="VhePretrained.Glyphs"/>, <see cref="VheTransformer.Model"/>, or one loaded
    /// from a .vhe file.</param>
    /// <param name="labelColumnName">The column of classes to fit on: text, or a key with key values.</param>
    /// <param name="imageColumnName">The column of images.</param>
    /// <param name="rule">How log p(x | D) is estimated; accuracy and cost depend on it. The options set its details.</param>
    /// <returns>The estimator.</returns>
    /// <exception cref="ArgumentException">A column name is empty, two columns to add have one name, or a number is out of range.
    /// </exception>
    /// <example>
    /// <code>
    /// var classifier = mlContext.Transforms.LoadGlyphs()
    ///     .Append(mlContext.Transforms.FewShotClassifier(VhePretrained.Glyphs))
    ///     .Fit(mlContext.Data.LoadFromImageFolder("stamps"));
    /// mlContext.Model.Save(classifier, null, "stamps.zip");
    /// </code>
    /// </example>
    public static FewShotClassifierEstimator FewShotClassifier(
        this TransformsCatalog catalog,
        VheModel model,
        string labelColumnName = "Label",
        string imageColumnName = "Image",
        ClassificationRule rule = ClassificationRule.PointEstimate)
        => catalog.FewShotClassifier(model, new FewShotClassifierEstimator.Options
        {
            LabelColumnName = labelColumnName,
            ImageColumnName = imageColumnName,
            Rule = rule,
        });

    /// <inheritdoc cref="FewShotClassifier(TransformsCatalog, VheModel, string, string, ClassificationRule)"/>
    /// <param name="catalog">The transforms catalog.</param>
    /// <param name="model">A trained model.</param>
    /// <param name="options">All options.</param>
    public static FewShotClassifierEstimator FewShotClassifier(
        this TransformsCatalog catalog, VheModel model, FewShotClassifierEstimator.Options options)
        => new(catalog, model, options);

    /// <summary>
    /// Adds new images of each row's class, drawn from the row's own image or, with <paramref name="labelColumnName"/>, from the
    /// examples of the row's class. <see cref="GeneratedImages"/> makes rows or files of them.
    /// </summary>
    /// <param name="catalog">The transforms catalog.</param>
    /// <param name="model">A trained model: <see cref="VheTransformer.Model"/>, or one loaded from a .vhe file.</param>
    /// <param name="outputColumnName">The column to add: a vector of count x height x width floats, 0 or 1.</param>
    /// <param name="imageColumnName">The column of images, a vector of height x width floats in [0, 1], ink = 1.</param>
    /// <param name="labelColumnName">
    /// The column of classes (text, or a key with key values of text); null to draw from the row's own image.
    /// </param>
    /// <param name="count">How many images for each row, 1 to 64.</param>
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
    public static ImageGenerationEstimator GenerateFromExamples(
        this TransformsCatalog catalog,
        VheModel model,
        string outputColumnName = "Generated",
        string imageColumnName = "Image",
        string? labelColumnName = null,
        int count = 8)
        => catalog.GenerateFromExamples(model, new ImageGenerationEstimator.Options
        {
            OutputColumnName = outputColumnName,
            ImageColumnName = imageColumnName,
            LabelColumnName = labelColumnName,
            Count = count,
        });

    /// <inheritdoc cref="GenerateFromExamples(TransformsCatalog, VheModel, string, string, string, int)"/>
    /// <param name="catalog">The transforms catalog.</param>
    /// <param name="model">A trained model.</param>
    /// <param name="options">All options.</param>
    public static ImageGenerationEstimator GenerateFromExamples(
        this TransformsCatalog catalog, VheModel model, ImageGenerationEstimator.Options options)
        => ImageGenerationEstimator.FromExamples(catalog, model, options);

    /// <summary>
    /// Adds images of a new class for each row, one that is not in any data: c is drawn from its prior, then images of it.
    /// <see cref="GeneratedImages"/> makes rows or files of them.
    /// </summary>
    /// <param name="catalog">The transforms catalog.</param>
    /// <param name="model">A trained model: <see cref="VheTransformer.Model"/>, or one loaded from a .vhe file.</param>
    /// <param name="outputColumnName">The column to add: a vector of count x height x width floats, 0 or 1.</param>
    /// <param name="nameColumnName">
    /// The column that names the class to invent: text, a whole number (4 is the same as "4"), or a key with key values of text. The
    /// same name and seed give the same class.
    /// </param>
    /// <param name="count">How many images of each class, 1 to 64.</param>
    /// <returns>The estimator.</returns>
    /// <exception cref="ArgumentException">A column name is empty, or a number out of range.</exception>
    /// <example>
    /// <code>
    /// var names = mlContext.Data.LoadFromEnumerable(Enumerable.Range(0, 10).Select(i => new { Name = i }));
    /// mlContext.Transforms.SampleNewClass(model).Fit(names).Transform(names).SaveImages("invented");
    /// </code>
    /// </example>
    public static ImageGenerationEstimator SampleNewClass(
        this TransformsCatalog catalog,
        VheModel model,
        string outputColumnName = "Generated",
        string nameColumnName = "Name",
        int count = 8)
        => catalog.SampleNewClass(model, new ImageGenerationEstimator.Options
        {
            OutputColumnName = outputColumnName,
            NameColumnName = nameColumnName,
            Count = count,
        });

    /// <inheritdoc cref="SampleNewClass(TransformsCatalog, VheModel, string, string, int)"/>
    /// <param name="catalog">The transforms catalog.</param>
    /// <param name="model">A trained model.</param>
    /// <param name="options">All options.</param>
    public static ImageGenerationEstimator SampleNewClass(
        this TransformsCatalog catalog, VheModel model, ImageGenerationEstimator.Options options)
        => ImageGenerationEstimator.NewClass(catalog, model, options);

    /// <summary>Adds images of each row's character, redrawn in the style of the row's other image.</summary>
    /// <param name="catalog">The transforms catalog.</param>
    /// <param name="model">A trained model of content and style: one with <see cref="PixelCnnVheOptions.Style"/>.</param>
    /// <param name="outputColumnName">The column to add: a vector of count x channels x height x width floats.</param>
    /// <param name="imageColumnName">The column of characters, vectors of channels x height x width floats in [0, 1]. Of three
    /// channels these are the amounts of cyan, magenta and yellow ink, 0 where the paper is white.</param>
    /// <param name="styleColumnName">The column of images in the wanted styles, of any characters.</param>
    /// <param name="count">How many images for each row, 1 to 64.</param>
    /// <returns>The estimator.</returns>
    /// <exception cref="ArgumentException">A column name is empty, a number is out of range, or the model has no style.</exception>
    /// <example>
    /// <code>
    /// // ML.NET's own transforms give the amounts of ink: 1 less red, green and blue.
    /// var pipeline = mlContext.Transforms.LoadImages("Picture", "", "ImagePath")
    ///     .Append(mlContext.Transforms.ResizeImages("Picture", 28, 28))
    ///     .Append(mlContext.Transforms.ExtractPixels("Image", "Picture", offsetImage: 255, scaleImage: -1f / 255))
    ///     .Append(mlContext.Transforms.CopyColumns("Style", "Image"))
    ///     .Append(mlContext.Transforms.TransferStyle(model));
    /// </code>
    /// </example>
    public static ImageGenerationEstimator TransferStyle(
        this TransformsCatalog catalog,
        VheModel model,
        string outputColumnName = "Generated",
        string imageColumnName = "Image",
        string styleColumnName = "Style",
        int count = 8)
        => catalog.TransferStyle(model, new ImageGenerationEstimator.Options
        {
            OutputColumnName = outputColumnName,
            ImageColumnName = imageColumnName,
            StyleColumnName = styleColumnName,
            Count = count,
        });

    /// <inheritdoc cref="TransferStyle(TransformsCatalog, VheModel, string, string, string, int)"/>
    /// <param name="catalog">The transforms catalog.</param>
    /// <param name="model">A trained model of content and style.</param>
    /// <param name="options">All options.</param>
    public static ImageGenerationEstimator TransferStyle(
        this TransformsCatalog catalog, VheModel model, ImageGenerationEstimator.Options options)
        => ImageGenerationEstimator.InStyle(catalog, model, options);

    /// <summary>
    /// Adds how likely each row's image is: <c>LogLikelihood</c> in nats, <c>BitsPerPixel</c>, and <c>Typicality</c>, its rank in
    /// [0, 1] among the reference images that the scorer is fitted on. Gray images are scored as binary ones with as much ink.
    /// </summary>
    /// <param name="catalog">The transforms catalog.</param>
    /// <param name="model">A trained model: <see cref="VheTransformer.Model"/>, or one loaded from a .vhe file.</param>
    /// <param name="imageColumnName">The column of images, a vector of height x width floats in [0, 1], ink = 1.</param>
    /// <param name="labelColumnName">
    /// The column of classes (text, or a key with key values of text), for log p(x | D) given the examples of the row's class
    /// that were fitted on; null for log p(x).
    /// </param>
    /// <returns>The estimator.</returns>
    /// <exception cref="ArgumentException">A column name is empty, two columns to add have one name, or a number is out of range.
    /// </exception>
    /// <example>
    /// <code>
    /// var scorer = mlContext.Transforms.LoadGlyphs()
    ///     .Append(mlContext.Transforms.LikelihoodScorer(model))
    ///     .Fit(reference);
    /// var odd = mlContext.Data.FilterRowsByColumn(scorer.Transform(incoming), "Typicality", upperBound: 0.01);
    /// </code>
    /// </example>
    public static LikelihoodScoringEstimator LikelihoodScorer(
        this TransformsCatalog catalog, VheModel model, string imageColumnName = "Image", string? labelColumnName = null)
        => catalog.LikelihoodScorer(model, new LikelihoodScoringEstimator.Options
        {
            ImageColumnName = imageColumnName,
            LabelColumnName = labelColumnName,
        });

    /// <inheritdoc cref="LikelihoodScorer(TransformsCatalog, VheModel, string, string)"/>
    /// <param name="catalog">The transforms catalog.</param>
    /// <param name="model">A trained model.</param>
    /// <param name="options">All options.</param>
    public static LikelihoodScoringEstimator LikelihoodScorer(
        this TransformsCatalog catalog, VheModel model, LikelihoodScoringEstimator.Options options)
        => new(catalog, model, options);
}
