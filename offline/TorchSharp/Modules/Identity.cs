using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>What comes in goes out.</summary>
public sealed class Identity : ParameterLessModule<Tensor, Tensor>
{
    internal Identity() : base(nameof(Identity))
    {
    }

    public override Tensor forward(Tensor tensor) => tensor.alias();
}
