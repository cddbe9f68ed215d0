using Microsoft.ML;
using Microsoft.ML.Data;
using Vhe.MLNet.Generation;
using Vhe.Networks;

namespace Vhe.MLNet;

/// <summary>A transformer that adds a column of generated images: what those of this package have in common.</summary>
/// <inheritdoc/>
public abstract class GeneratingTransformer : ChainedTransformer
{
    private readonly GenerationSettings _settings;

    private protected GeneratingTransformer(TransformerChain<ITransformer> chain, GenerationSettings settings, ImageShape imageShape)
        : base(chain)
    {
        _settings = settings;
        ImageShape = imageShape;
    }

    /// <summary>The column that is added: a vector of <see cref="Count"/> images, channels x height x width each.</summary>
    public string OutputColumnName => _settings.OutputColumnName;

    /// <summary>How many images a row has.</summary>
    public int Count => _settings.Count;

    /// <summary>The shape of an image.</summary>
    public ImageShape ImageShape { get; }

    /// <summary>What the logits of every pixel are divided by.</summary>
    public double Temperature => _settings.Temperature;

    /// <summary>What the noise is seeded with.</summary>
    public long Seed => _settings.Seed;
}
