using TorchSharp.Modules;
using Vhe.Networks.Distributions;

namespace Vhe.Networks.Layers;

/// <summary>A linear layer whose starting values are seeded.</summary>
internal sealed class Linear : Layer
{
    /// <summary>Creates a linear layer with PyTorch's default starting values.</summary>
    public Linear(long input, long output, SeededGenerator noise)
        : base(nameof(Linear))
    {
        Weight = Initial.Uniform(noise, input, output, input);
        Bias = Initial.Uniform(noise, input, output);
        register_parameter("weight", Weight);
        register_parameter("bias", Bias);
    }

    /// <summary>[output, input].</summary>
    public Parameter Weight { get; }

    /// <summary>[output].</summary>
    public Parameter Bias { get; }

    /// <summary>[B, input] to [B, output], float32.</summary>
    public override Tensor forward(Tensor input) => nn.functional.linear(input, Weight, Bias);
}
