namespace Vhe.Networks.Distributions;

/// <summary>
/// A batch of Gaussians with diagonal covariance: the posteriors q and the priors p of every latent variable (section 6.4.3).
/// </summary>
/// <param name="Mean">[B, ...], float32.</param>
/// <param name="LogVariance">[B, ...], float32, the shape of <paramref name="Mean"/>.</param>
internal sealed record DiagonalGaussian(Tensor Mean, Tensor LogVariance)
{
    private static readonly double Log2Pi = Math.Log(2 * Math.PI);

    /// <summary>Draws one value for each row, differentiable in the parameters (the reparametrization of Algorithm 1).</summary>
    public Tensor Sample(SeededGenerator noise) => Mean.Plus(LogVariance.Times(0.5).exp() * noise.Normal(Mean.shape));

    /// <summary>log N(value; mean, variance), summed over all dimensions but the first.</summary>
    public Tensor LogProbability(Tensor value)
        => SumPerRow(LogVariance.Plus((value - Mean).Squared() * (-LogVariance).exp()).Plus(Log2Pi).Times(-0.5));

    /// <summary>KL(q || p) in closed form, summed over all dimensions but the first.</summary>
    public static Tensor Kl(DiagonalGaussian q, DiagonalGaussian p)
    {
        var difference = q.LogVariance - p.LogVariance;
        var distance = (q.Mean - p.Mean).Squared() * (-p.LogVariance).exp();
        return SumPerRow((difference.exp() - difference).Minus(1).Plus(distance).Times(0.5));
    }

    /// <summary>The Gaussians of some rows, in the order given.</summary>
    public DiagonalGaussian Rows(Tensor rows) => new(Mean.index_select(0, rows), LogVariance.index_select(0, rows));

    private static Tensor SumPerRow(Tensor value) => value.flatten(1).sum(1);
}
