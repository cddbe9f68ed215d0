using Vhe.Networks.Distributions;
using Vhe.Networks.Layers;
using Vhe.Networks.Models;
using static TorchSharp.torch;

namespace PaperExperiments.OneDimensional;

/// <summary>q(c; D) of section 4.1: a linear map of the elements, with Gaussian output. The elements' features are averaged, so
/// that their order does not matter.</summary>
internal sealed class LinearEncoder : Encoder
{
    private const double MinimumLogVariance = -12;
    private const double MaximumLogVariance = 4;

    private readonly ElementFamily _family;
    private readonly Linear _map;

    /// <summary>Creates the encoder.</summary>
    public LinearEncoder(ElementFamily family, int dimensions, SeededGenerator noise)
        : base(nameof(LinearEncoder))
    {
        _family = family;
        _map = new Linear(family.FeatureCount, 2 * dimensions, noise);
        register_module("map", _map);
    }

    public override DiagonalGaussian Infer(Tensor support, IReadOnlyList<Tensor> parents)
    {
        var features = _family.Features(support.flatten()).view(support.shape[0], support.shape[1], _family.FeatureCount);
        var halves = _map.call(features.mean([1])).chunk(2, 1);
        return new DiagonalGaussian(halves[0], halves[1].ClampedTo(MinimumLogVariance, MaximumLogVariance));
    }
}
