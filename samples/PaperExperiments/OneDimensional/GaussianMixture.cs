using static TorchSharp.torch;

namespace PaperExperiments.OneDimensional;

/// <summary>A batch of even mixtures of Gaussians of one variance (section 4.1).</summary>
/// <param name="Means">[B, K], float32: of the K components.</param>
/// <param name="LogVariance">[] or [B, 1], float32.</param>
internal sealed record GaussianMixture(Tensor Means, Tensor LogVariance)
{
    /// <summary>log of the mean over the components of N(x; mean, variance).</summary>
    public Tensor LogProbability(Tensor x)
    {
        var distance = (x.unsqueeze(1) - Means).Squared() * (-LogVariance).exp();
        return LogVariance.Plus(distance).Plus(Math.Log(2 * Math.PI)).Times(-0.5).logsumexp(1).Minus(Math.Log(Means.shape[1]));
    }
}
