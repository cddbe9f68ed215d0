using static TorchSharp.torch;

namespace Vhe.Networks.Models;

/// <summary>Finds the device that a user named.</summary>
internal static class ComputeDevice
{
    /// <summary>Finds a device.</summary>
    /// <param name="name">"cpu", "cuda" or "cuda:1".</param>
    /// <exception cref="VheException">It is not to be had; the message says why.</exception>
    public static Device Find(string name)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        var isCuda = name.Equals("cuda", StringComparison.Ordinal) || name.StartsWith("cuda:", StringComparison.Ordinal);
        if (!isCuda && name != "cpu")
        {
            throw new VheException($"Device '{name}' is unknown: name 'cpu', 'cuda' or 'cuda:1'.");
        }

        if (isCuda && !cuda.is_available())
        {
            throw new VheException(
                $"Device '{name}' cannot be used: no CUDA device is available to TorchSharp. Reference a TorchSharp-cuda package, "
                + "or use 'cpu'.");
        }

        return device(name);
    }
}
