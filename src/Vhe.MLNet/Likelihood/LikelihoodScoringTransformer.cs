using Vhe.MLNet.Likelihood;

namespace Vhe.MLNet;

/// <summary>
/// Adds how likely each row's image is. <see cref="LikelihoodScoringEstimator"/> fits it; a saved model holds the weights, the
/// log-likelihoods of the reference images and, with a column of classes, the examples.
/// </summary>
/// <inheritdoc/>
public sealed class LikelihoodScoringTransformer : RowTransformer
{
    private readonly LikelihoodFunction _function;

    internal LikelihoodScoringTransformer(LikelihoodFunction function, TransformerChain<ITransformer> chain)
        : base(function, chain)
    {
        _function = function;
    }

    /// <summary>The model, shared and not copied: do not dispose it before the last use of this transformer.</summary>
    public VheModel Model => _function.Model;

    /// <summary>The examples of every class; null for log p(x).</summary>
    public GroupedImages? Examples => _function.Examples;

    /// <summary>The log-likelihoods of the reference images, in nats, ascending: typicality is a rank among them.</summary>
    public IReadOnlyList<float> Reference => _function.Reference;

    /// <summary>How many samples an estimate takes.</summary>
    public LikelihoodOptions Options => _function.Options;

    /// <summary>The column of images that is read.</summary>
    public string ImageColumnName => _function.Settings.Image;

    /// <summary>The column of classes that is read; null for log p(x).</summary>
    public string? LabelColumnName => _function.Settings.Label;

    /// <summary>The column of the log-likelihood that is added: a float, in nats.</summary>
    public string LogLikelihoodColumnName => _function.Settings.LogLikelihood;

    /// <summary>The column of bits per pixel that is added: a float.</summary>
    public string BitsPerPixelColumnName => _function.Settings.BitsPerPixel;

    /// <summary>The column of the rank that is added: a float in [0, 1].</summary>
    public string TypicalityColumnName => _function.Settings.Typicality;

    /// <summary>Finds the transformer in a pipeline, fitted or loaded by <c>mlContext.Model.Load</c>.</summary>
    /// <param name="model">The pipeline.</param>
    /// <param name="index">Which one, counted from 0, if the pipeline has several.</param>
    /// <returns>The transformer.</returns>
    /// <exception cref="ArgumentException">The pipeline does not have that many.</exception>
    /// <exception cref="InvalidDataException">Its state in the model file is damaged.</exception>
    public static LikelihoodScoringTransformer From(ITransformer model, int index = 0)
        => LoadedPipeline.Find(
            model,
            index,
            LikelihoodFunction.SavedName,
            (function, chain) => new LikelihoodScoringTransformer((LikelihoodFunction)function, chain));
}
