using Vhe.Networks.Distributions;
using static TorchSharp.torch;

namespace Vhe.Networks.Models;

/// <summary>p(t) = N(0, I) (section 6.4.3).</summary>
/// <param name="dimensions">How many.</param>
public sealed class StandardNormalPrior(int dimensions) : Prior(nameof(StandardNormalPrior))
{
    /// <inheritdoc/>
    public override DiagonalGaussian Given(Tensor value, IReadOnlyList<Tensor> parents) =>
        new(zeros_like(value), zeros_like(value));

    /// <inheritdoc/>
    public override Tensor Sample(long count, IReadOnlyList<Tensor> parents, SeededGenerator noise) =>
        noise.Normal(count, dimensions);
}
