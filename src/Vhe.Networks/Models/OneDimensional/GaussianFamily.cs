using Vhe.Networks.Data;
using Vhe.Networks.Distributions;
using static TorchSharp.torch;

namespace Vhe.Networks.Models.OneDimensional;

/// <summary>Each class is Gaussian, its mean drawn from a Gaussian; all have one variance.</summary>
internal sealed class GaussianFamily : ElementFamily
{
    /// <inheritdoc/>
    public override string Name => "Gaussian";

    /// <inheritdoc/>
    public override Tensor LogProbability(Tensor x, Tensor parameters, Tensor common) =>
        new GaussianMixture(parameters, common).LogProbability(x);

    /// <inheritdoc/>
    public override float[] DrawClass(int count, Random random)
    {
        var mean = random.NextNormal();
        return [.. Enumerable.Range(0, count).Select(_ => (float)(mean + random.NextNormal()))];
    }
}
