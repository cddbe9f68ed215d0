using Vhe.MLNet.Images;

namespace Vhe.MLNet;

/// <summary>
/// Adds the preprocessed ink of each row's image file, its bytes or its image. <see cref="GlyphPreprocessingEstimator"/> fits it.
/// </summary>
/// <inheritdoc/>
public sealed class GlyphPreprocessingTransformer : RowTransformer
{
    private readonly GlyphSettings _settings;

    internal GlyphPreprocessingTransformer(GlyphFunction function, TransformerChain<ITransformer> chain)
        : base(function, chain)
    {
        _settings = function.Settings;
    }

    /// <summary>The column that is read.</summary>
    public string InputColumnName => _settings.InputColumnName;

    /// <summary>The column that is added: a vector of <see cref="Height"/> x <see cref="Width"/> floats in [0, 1].</summary>
    public string OutputColumnName => _settings.OutputColumnName;

    /// <summary>Height of the vector's image in pixels.</summary>
    public int Height => _settings.Height;

    /// <summary>Width of the vector's image in pixels.</summary>
    public int Width => _settings.Width;

    /// <summary>What is ink.</summary>
    public GlyphPolarity Polarity => _settings.Polarity;

    /// <summary>Whether images are cropped to their ink.</summary>
    public bool CropToInk => _settings.CropToInk;

    /// <summary>How images are resized.</summary>
    public GlyphResize Resize => _settings.Resize;

    /// <summary>How far ink is darkened; 0 leaves images as they are.</summary>
    public double InkContrast => _settings.InkContrast;

    /// <summary>Whether the input column holds images.</summary>
    public bool ReadsImages => _settings.ReadsImages;

    /// <summary>Whether the input column holds the bytes of image files; where neither, it holds paths.</summary>
    public bool ReadsBytes => _settings.ReadsBytes;

    /// <summary>Finds the transformer in a pipeline, fitted or loaded by <c>mlContext.Model.Load</c>.</summary>
    /// <param name="model">The pipeline.</param>
    /// <param name="index">Which one, counted from 0, if the pipeline has several.</param>
    /// <returns>The transformer.</returns>
    /// <exception cref="ArgumentException">The pipeline does not have that many.</exception>
    /// <exception cref="InvalidDataException">Its state in the model file is damaged.</exception>
    public static GlyphPreprocessingTransformer From(ITransformer model, int index = 0)
        => LoadedPipeline.Find(
            model,
            index,
            GlyphFunction.SavedName,
            (function, chain) => new GlyphPreprocessingTransformer((GlyphFunction)function, chain));
}
