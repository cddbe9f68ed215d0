using Vhe.Networks.Distributions;

namespace Vhe.Networks.Models;

/// <summary>p(t) = N(0, I) (section 6.4.3).</summary>
internal sealed class StandardNormalPrior(int dimensions) : Prior(nameof(StandardNormalPrior))
{
    public override DiagonalGaussian Given(Tensor value, IReadOnlyList<Tensor> parents)
        => new(zeros_like(value), zeros_like(value));

    public override Tensor Sample(long count, IReadOnlyList<Tensor> parents, SeededGenerator noise)
        => noise.Normal(count, dimensions);
}
