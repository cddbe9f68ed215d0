using static TorchSharp.torch;

namespace PaperExperiments.OneDimensional;

/// <summary>Each class is Gamma, its shape alpha drawn evenly; all have one rate beta, 1.</summary>
internal sealed class GammaFamily : ElementFamily
{
    private const double LeastShape = 1, GreatestShape = 10;

    public override string Name => "Gamma";

    /// <summary>Alpha through a softplus: the linear map itself may be negative.</summary>
    public override Tensor LogProbability(Tensor x, Tensor parameters, Tensor common)
        => new GammaDistribution(parameters.squeeze(1).Softplus().Plus(1e-3), common).LogProbability(x);

    public override float[] DrawClass(int count, Random random)
    {
        var shape = LeastShape + ((GreatestShape - LeastShape) * random.NextDouble());
        return [.. Enumerable.Range(0, count).Select(_ => (float)random.NextGamma(shape))];
    }
}
