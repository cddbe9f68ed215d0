using static TorchSharp.torch;

namespace Vhe.Networks.Distributions;

/// <summary>
/// A seeded stream of random tensors. Every draw of this library comes from one of these, never from the global generator, so
/// that the same seed gives the same numbers on the same machine.
/// </summary>
/// <remarks>Not thread-safe: give every thread its own. Numbers are drawn on the CPU and moved, so that they do not depend on the
/// device.</remarks>
public sealed class SeededGenerator : IDisposable
{
    private readonly Generator _generator;

    /// <summary>Starts a stream.</summary>
    /// <param name="seed">Any number; the same seed gives the same stream.</param>
    /// <param name="device">Where the tensors are wanted; the CPU when null.</param>
    public SeededGenerator(long seed, Device? device = null)
    {
        _generator = new Generator(unchecked((ulong)seed), CPU);
        Device = device ?? CPU;
    }

    /// <summary>Where the tensors are put.</summary>
    public Device Device { get; }

    /// <summary>A seed for an independent stream: one for each step of a training run, one for each image of a batch.</summary>
    /// <param name="seed">The seed of the whole.</param>
    /// <param name="stream">Which stream of it.</param>
    /// <returns>A well-mixed seed (SplitMix64).</returns>
    public static long Derive(long seed, long stream)
    {
        unchecked
        {
            var z = (ulong)seed + (((ulong)stream + 1) * 0x9E3779B97F4A7C15UL);
            z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9UL;
            z = (z ^ (z >> 27)) * 0x94D049BB133111EBUL;
            return (long)(z ^ (z >> 31));
        }
    }

    /// <summary>Draws from the standard normal distribution.</summary>
    /// <param name="shape">The shape of the result.</param>
    /// <returns>A float32 tensor of that shape.</returns>
    public Tensor Normal(params long[] shape) => randn(shape, generator: _generator).to(Device);

    /// <summary>Draws uniformly from [0, 1).</summary>
    /// <param name="shape">The shape of the result.</param>
    /// <returns>A float32 tensor of that shape.</returns>
    public Tensor Uniform(params long[] shape) => rand(shape, generator: _generator).to(Device);

    /// <inheritdoc/>
    public void Dispose() => _generator.Dispose();
}
