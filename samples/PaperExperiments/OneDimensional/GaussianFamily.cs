using Vhe.Networks.Data;
using static TorchSharp.torch;

namespace PaperExperiments.OneDimensional;

/// <summary>Each class is Gaussian, its mean drawn from a Gaussian; all have one variance.</summary>
internal sealed class GaussianFamily : ElementFamily
{
    public override string Name => "Gaussian";

    public override Tensor LogProbability(Tensor x, Tensor parameters, Tensor common)
        => new GaussianMixture(parameters, common).LogProbability(x);

    public override float[] DrawClass(int count, Random random)
    {
        var mean = random.NextNormal();
        return [.. Enumerable.Range(0, count).Select(_ => (float)(mean + random.NextNormal()))];
    }
}
