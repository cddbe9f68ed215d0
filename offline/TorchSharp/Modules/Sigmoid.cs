using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>1 / (1 + e^-x).</summary>
public sealed class Sigmoid : ParameterLessModule<Tensor, Tensor>
{
    internal Sigmoid() : base(nameof(Sigmoid))
    {
    }

    public override Tensor forward(Tensor tensor) => tensor.sigmoid();
}
