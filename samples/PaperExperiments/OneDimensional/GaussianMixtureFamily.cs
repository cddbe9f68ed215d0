using Vhe.Networks.Data;
using static TorchSharp.torch;

namespace PaperExperiments.OneDimensional;

/// <summary>Each class is an even mixture of two Gaussians, its location drawn from a Gaussian; all have one variance and one
/// separation.</summary>
internal sealed class GaussianMixtureFamily : ElementFamily
{
    private const double Separation = 4, Deviation = 0.5;

    public override string Name => "Mixture of Gaussians";

    /// <summary>The two means: that they keep their distance is for the model to learn.</summary>
    public override int ParameterCount => 2;

    public override Tensor LogProbability(Tensor x, Tensor parameters, Tensor common)
        => new GaussianMixture(parameters, common).LogProbability(x);

    public override float[] DrawClass(int count, Random random)
    {
        var location = random.NextNormal();
        return [.. Enumerable.Range(0, count).Select(_
            => (float)(location + (Separation * (random.Next(2) - 0.5)) + (Deviation * random.NextNormal())))];
    }
}
