using static TorchSharp.torch;

namespace PaperExperiments.OneDimensional;

/// <summary>A batch of von Mises distributions of angles, of one concentration (section 4.1).</summary>
/// <param name="Direction">[B, 2], float32: a vector whose angle is the mean; its length does not matter, but is not 0.</param>
/// <param name="LogConcentration">[], float32: log kappa; exact up to a kappa of some 500, and too low a density far above.</param>
internal sealed record VonMises(Tensor Direction, Tensor LogConcentration)
{
    private const int Nodes = 128;

    /// <summary>log p(x) = kappa cos(x - mean) - log(2 pi I0(kappa)).</summary>
    public Tensor LogProbability(Tensor x)
    {
        var kappa = LogConcentration.exp();
        var length = Direction.Squared().sum(1).Plus(1e-12).sqrt();
        var cosine = (x.cos() * Direction.select(1, 0)).Plus(x.sin() * Direction.select(1, 1)) / length;
        return (kappa * cosine).Minus(Math.Log(2 * Math.PI)) - LogBesselI0(kappa);
    }

    /// <summary>log I0(kappa), the mean of exp(kappa cos a) over the circle: of a smooth periodic function evenly spaced nodes
    /// give it to rounding, here up to a kappa of some 500. Above, the mean is too great: no density comes out above 128 / 2 pi.</summary>
    private static Tensor LogBesselI0(Tensor kappa)
    {
        var angles = NumberTensor.Range(0, Nodes, float32, kappa.device).Times(2 * Math.PI / Nodes);
        return (kappa * angles.cos()).logsumexp(0).Minus(Math.Log(Nodes));
    }
}
