namespace Vhe.Networks.Distributions;

/// <summary>
/// A seeded stream of random tensors. Every draw of this library comes from one of these, never from the global generator, so
/// that the same seed gives the same numbers on the same machine.
/// </summary>
/// <remarks>Not thread-safe: give every thread its own. Numbers are drawn on the CPU and moved, so that they do not depend on the
/// device.</remarks>
internal sealed class SeededGenerator : IDisposable
{
    private readonly Generator _generator;

    /// <summary>Starts a stream.</summary>
    public SeededGenerator(long seed, Device? device = null)
    {
        _generator = new Generator(unchecked((ulong)seed), CPU);
        Device = device ?? CPU;
    }

    /// <summary>Where the tensors are put.</summary>
    public Device Device { get; }

    /// <summary>A seed for an independent stream: one for each step of a training run, one for each image of a batch.</summary>
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
    public Tensor Normal(params long[] shape) => randn(shape, generator: _generator).to(Device);

    /// <summary>Draws uniformly from [0, 1).</summary>
    public Tensor Uniform(params long[] shape) => rand(shape, generator: _generator).to(Device);

    public void Dispose() => _generator.Dispose();
}
