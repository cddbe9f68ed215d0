using Vhe.Networks.Distributions;
using Vhe.Networks.Layers;
using Vhe.Networks.Models;
using static TorchSharp.torch;

namespace PaperExperiments.OneDimensional;

/// <summary>p(x | c) of section 4.1: the right family, its parameters linear in c, and one parameter that all classes
/// share.</summary>
internal sealed class LinearDecoder : Decoder
{
    private readonly ElementFamily _family;
    private readonly Linear _map;
    private readonly TorchSharp.Modules.Parameter _shared;

    /// <summary>Creates the decoder.</summary>
    public LinearDecoder(ElementFamily family, int dimensions, SeededGenerator noise)
        : base(nameof(LinearDecoder))
    {
        _family = family;
        _map = new Linear(dimensions, family.ParameterCount, noise);
        _shared = Initial.Zeros(noise);
        register_module("map", _map);
        register_parameter("shared", _shared);
    }

    public override Tensor LogLikelihood(Tensor x, IReadOnlyList<Tensor> latents)
        => _family.LogProbability(x.flatten(), _map.call(latents[0]), _shared);
}
