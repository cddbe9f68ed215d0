using TorchSharp.Modules;
using Vhe.Networks.Distributions;

namespace Vhe.Networks.Layers;

/// <summary>Seeded starting values of parameters: TorchSharp's own layers would draw theirs from the global generator.</summary>
internal static class Initial
{
    /// <summary>Normal values of mean 0.</summary>
    public static Parameter Normal(SeededGenerator noise, double deviation, params long[] shape)
        => new(noise.Normal(shape).Times(deviation));

    /// <summary>Uniform values in +- 1 / sqrt(fan-in): what PyTorch's convolutions and linear layers start from.</summary>
    public static Parameter Uniform(SeededGenerator noise, long fanIn, params long[] shape)
        => new(noise.Uniform(shape).Times(2).Minus(1).DividedBy(Math.Sqrt(fanIn)));

    /// <summary>Zeros, on the device of the others.</summary>
    public static Parameter Zeros(SeededGenerator noise, params long[] shape) => new(zeros(shape, device: noise.Device));

    /// <summary>Changes a parameter in place before training, out of the sight of autograd.</summary>
    public static void Change(Parameter parameter, Action<Tensor> change)
    {
        using var scope = NewDisposeScope();
        using var untracked = no_grad();
        change(parameter);
    }
}
