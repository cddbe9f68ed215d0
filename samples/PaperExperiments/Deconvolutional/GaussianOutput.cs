using Vhe.Networks.Distributions;
using Vhe.Networks.Layers;
using static TorchSharp.torch;

namespace PaperExperiments.Deconvolutional;

/// <summary>The last layer of a network that gives a Gaussian: mean and log-variance, linear in the features.</summary>
internal sealed class GaussianOutput : Network
{
    private const double MinimumLogVariance = -8;

    private readonly Linear _linear;
    private readonly double _maximumLogVariance;

    /// <summary>Creates the layer.</summary>
    public GaussianOutput(long input, long dimensions, double maximumLogVariance, SeededGenerator noise)
        : base(nameof(GaussianOutput))
    {
        _maximumLogVariance = maximumLogVariance;
        _linear = new Linear(input, 2 * dimensions, noise);
        Initial.Change(_linear.Bias, b => b.zero_());
        register_module("parameters", _linear);
    }

    /// <summary>Brings the Gaussians nearer to N(0, I) before training.</summary>
    public void Start(double scale) => Initial.Change(_linear.Weight, w => w.TimesInPlace(scale));

    /// <summary>The Gaussians of some rows of features.</summary>
    public DiagonalGaussian Of(Tensor features)
    {
        var halves = _linear.call(features).chunk(2, 1);
        return new DiagonalGaussian(halves[0], halves[1].ClampedTo(MinimumLogVariance, _maximumLogVariance));
    }
}
