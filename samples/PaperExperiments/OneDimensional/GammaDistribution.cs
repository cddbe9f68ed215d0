using static TorchSharp.torch;

namespace PaperExperiments.OneDimensional;

/// <summary>A batch of Gamma distributions of positive numbers, of one rate (section 4.1).</summary>
/// <param name="Shape">[B], float32, positive: alpha.</param>
/// <param name="LogRate">[], float32: log beta.</param>
internal sealed record GammaDistribution(Tensor Shape, Tensor LogRate)
{
    /// <summary>log p(x) = alpha log beta - log Gamma(alpha) + (alpha - 1) log x - beta x.</summary>
    public Tensor LogProbability(Tensor x)
        => ((Shape * LogRate) - Shape.lgamma()).Plus(Shape.Minus(1) * x.log()) - (LogRate.exp() * x);
}
