using Microsoft.ML.Transforms.Image;
using Vhe.MLNet.Images;

namespace Vhe.MLNet;

/// <summary>
/// Loads and preprocesses glyphs: image files, their bytes or images in memory become vectors of ink as the networks need them: gray,
/// ink = 1, paper = 0, resized with the aspect kept, strokes darkened to full ink. Made by
/// <see cref="VheTransformsCatalog.LoadGlyphs(TransformsCatalog, GlyphPreprocessingEstimator.Options)"/>. Learns nothing from the data.
/// Thread-safe.
/// </summary>
/// <remarks>
/// Likelihoods may only be compared between images that were resized and darkened alike. Files of more than 16 megapixels,
/// truncated files and files that are not PNG, JPEG, GIF or BMP are refused with an <see cref="InvalidDataException"/> that names
/// the file, when their row is read. (Where ML.NET reads ahead on threads of its own, it is the inner exception of an
/// <see cref="InvalidOperationException"/>.)
/// </remarks>
public sealed class GlyphPreprocessingEstimator : IEstimator<GlyphPreprocessingTransformer>
{
    // Of 0, 1.6 and 3.2 this classified best from one example, by models trained shortly on images of each: docs/model-card.md.
    internal const double DefaultInkContrast = 3.2;

    private readonly TransformsCatalog _catalog;
    private readonly GlyphSettings _settings;

    internal GlyphPreprocessingEstimator(TransformsCatalog catalog, Options options)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        _catalog = catalog;
        _settings = GlyphSettings.From(options);
    }

    /// <summary>Checks the column. No row is read.</summary>
    /// <param name="input">A view with the column of paths, bytes or images.</param>
    /// <returns>The transformer.</returns>
    /// <exception cref="ArgumentException">The input column is missing or holds no text, images or bytes.</exception>
    public GlyphPreprocessingTransformer Fit(IDataView input)
    {
        ArgumentNullException.ThrowIfNull(input);
        var settings = _settings with { Source = GlyphSource.Of(input.Schema, _settings.InputColumnName) };

        // Images whose size no row class declares come from a transform, and are read as pixels. Those in memory are not, because
        // ExtractPixels disposes the last image of a view when it has been read, and then it could be read only once.
        var fromTransform = input.Schema[settings.InputColumnName].Type is ImageDataViewType { Height: > 0 } image
            && !DeclaredImageSizes.Contains(image);
        var function = new GlyphFunction(settings) { ReadsPixels = fromTransform };
        return new GlyphPreprocessingTransformer(function, RowChain.Build(_catalog, input, function));
    }

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">The input column is missing or holds no text, images or bytes.</exception>
    public SchemaShape GetOutputSchema(SchemaShape inputSchema)
    {
        ArgumentNullException.ThrowIfNull(inputSchema);
        GlyphSource.Check(inputSchema, _settings.InputColumnName);
        return RowChain.AddTo(
            inputSchema, _catalog, catalog => [OutputColumns.Vector(catalog, _settings.OutputColumnName, _settings.Length)]);
    }

    /// <summary>The options of <c>LoadGlyphs</c>.</summary>
    public sealed class Options
    {
        /// <summary>
        /// The column to add: a vector of <see cref="Height"/> x <see cref="Width"/> floats in [0, 1], row by row.
        /// </summary>
        public string OutputColumnName = "Image";

        /// <summary>The column to read: the path of a file (text), an image (<see cref="MLImage"/> of any size), or the bytes of a
        /// file (a vector of bytes; <c>byte[]</c> in a row class).</summary>
        public string InputColumnName = "ImagePath";

        /// <summary>Height of the vector's image in pixels, 1 to 511: that of the model.</summary>
        public int Height = 28;

        /// <summary>Width of the vector's image in pixels, 1 to 511: that of the model.</summary>
        public int Width = 28;

        /// <summary>What is ink: the dark or the light.</summary>
        public GlyphPolarity Polarity = GlyphPolarity.Auto;

        /// <summary>
        /// Whether to crop to the ink before resizing, so that glyphs of any size and place fill the image alike.
        /// </summary>
        public bool CropToInk;

        /// <summary>
        /// Paper to leave on each side of the ink when <see cref="CropToInk"/> is on, as a share of the longer side of the
        /// ink; 0 to 10.
        /// </summary>
        public double CropMargin = 0.1;

        /// <summary>
        /// How to resize. The pretrained model wants the default, and every model the one that it was trained with.
        /// </summary>
        public GlyphResize Resize = GlyphResize.Box;

        /// <summary>
        /// How far ink is darkened after resizing: its mean is brought to so many times full ink, and what exceeds full ink is
        /// cut; 0 to 100, where 0 leaves images as they are and less than 1 lightens bold ones. The paper is made white.
        /// Averaging makes thin strokes gray; darkened, their inside is full ink and only their edges are gray, so that faint or
        /// thin drawings on any paper come out like bold ones. An image of no more contrast than noise has is all paper. A model
        /// wants images that were darkened like those that it was trained on: the pretrained one, those of the default, 3.2.
        /// </summary>
        public double InkContrast = DefaultInkContrast;
    }
}
