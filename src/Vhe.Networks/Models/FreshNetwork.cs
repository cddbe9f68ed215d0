using Vhe.Networks.Distributions;
using static TorchSharp.torch;

namespace Vhe.Networks.Models;

/// <summary>Makes networks that outlive the scope that they are made in.</summary>
internal static class FreshNetwork
{
    /// <summary>Wires a network.</summary>
    /// <param name="seed">Seeds the starting values.</param>
    /// <param name="wire">Makes it, with starting values from this noise.</param>
    /// <param name="device">Where it is; the CPU when null.</param>
    /// <returns>A network that the caller disposes.</returns>
    public static VariationalHomoencoder Create(
        long seed, Func<SeededGenerator, VariationalHomoencoder> wire, Device? device = null) =>
        NativeCall.Guard("Creating the networks", () =>
        {
            using var scope = NewDisposeScope();
            using var noise = new SeededGenerator(seed, device);
            var network = wire(noise);
            Detach(network);
            return network;
        });

    /// <summary>Takes a network's weights and statistics out of the scope that they were made in, with which they would die.</summary>
    /// <param name="network">The network.</param>
    public static void Detach(nn.Module network)
    {
        foreach (var tensor in network.state_dict().Values)
        {
            tensor.DetachFromDisposeScope();
        }
    }
}
