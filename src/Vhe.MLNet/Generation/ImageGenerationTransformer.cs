using Vhe.MLNet.Generation;

namespace Vhe.MLNet;

/// <summary>
/// Adds new images to each row. <see cref="ImageGenerationEstimator"/> fits it; a saved model holds the weights and, with a column
/// of classes, the examples. <see cref="GeneratedImages"/> makes rows or files of the images.
/// </summary>
/// <inheritdoc/>
public sealed class ImageGenerationTransformer : RowTransformer
{
    private readonly GenerationFunction _function;

    internal ImageGenerationTransformer(GenerationFunction function, TransformerChain<ITransformer> chain)
        : base(function, chain)
    {
        _function = function;
    }

    /// <summary>The model, shared and not copied: do not dispose it before the last use of this transformer.</summary>
    public VheModel Model => _function.Model;

    /// <summary>The examples of every class; null where the images are not drawn from classes.</summary>
    public GroupedImages? Examples => _function.Examples;

    /// <summary>The column that is read: of images, of classes (where there are <see cref="Examples"/>), or of names.</summary>
    public string InputColumnName => _function.Settings.Input;

    /// <summary>The column of images in the wanted style that is read; null for none.</summary>
    public string? StyleColumnName => _function.Settings.Style;

    /// <summary>The column that is added: a vector of <see cref="Count"/> images, channels x height x width each.</summary>
    public string OutputColumnName => _function.Settings.Output;

    /// <summary>How many images a row has.</summary>
    public int Count => _function.Settings.Count;

    /// <summary>The shape of an image.</summary>
    public ImageShape ImageShape => Model.ImageShape;

    /// <summary>What the logits of every pixel are divided by.</summary>
    public double Temperature => _function.Settings.Temperature;

    /// <summary>What the noise is seeded with.</summary>
    public long Seed => _function.Settings.Seed;

    /// <summary>Finds the transformer in a pipeline, fitted or loaded by <c>mlContext.Model.Load</c>.</summary>
    /// <param name="model">The pipeline.</param>
    /// <param name="index">Which one, counted from 0, if the pipeline has several.</param>
    /// <returns>The transformer.</returns>
    /// <exception cref="ArgumentException">The pipeline does not have that many.</exception>
    /// <exception cref="InvalidDataException">Its state in the model file is damaged.</exception>
    public static ImageGenerationTransformer From(ITransformer model, int index = 0)
        => LoadedPipeline.Find(
            model,
            index,
            GenerationFunction.SavedName,
            (function, chain) => new ImageGenerationTransformer((GenerationFunction)function, chain));
}
