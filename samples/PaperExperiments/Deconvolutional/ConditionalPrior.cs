using Vhe.Networks.Distributions;
using Vhe.Networks.Models;
using static TorchSharp.torch;

namespace PaperExperiments.Deconvolutional;

/// <summary>
/// p(latent | parents): three fully connected layers give its Gaussian. The latent decoder p(z | c) of Edwards and Storkey (2016,
/// Appendix B); section 6.5 takes the same form for p(c | a).
/// </summary>
internal sealed class ConditionalPrior : Prior
{
    private const double MaximumLogVariance = 8;

    private readonly DenseStack _hidden;
    private readonly GaussianOutput _output;

    /// <summary>Creates the prior.</summary>
    public ConditionalPrior(long parents, long dimensions, long hidden, SeededGenerator noise)
        : base(nameof(ConditionalPrior))
    {
        _hidden = new DenseStack(parents, hidden, depth: 3, noise);
        _output = new GaussianOutput(hidden, dimensions, MaximumLogVariance, noise);

        // Close to N(0, I) at the start: a precise prior that is wrong costs hundreds of nats. Posteriors so started learn later.
        _output.Start(0.3);
        register_module("hidden", _hidden);
        register_module("output", _output);
    }

    public override bool ReadsParents => true;

    public override DiagonalGaussian Given(Tensor value, IReadOnlyList<Tensor> parents) => Of(parents);

    public override Tensor Sample(long count, IReadOnlyList<Tensor> parents, SeededGenerator noise) => Of(parents).Sample(noise);

    private DiagonalGaussian Of(IReadOnlyList<Tensor> parents) => _output.Of(_hidden.call(cat(parents.ToArray(), 1)));
}
