using System.Globalization;
using static TorchSharp.torch;

namespace Vhe.Networks.Models;

/// <summary>Finds the device that a user named.</summary>
internal static class ComputeDevice
{
    private const string Cuda = "cuda";

    /// <summary>Finds a device.</summary>
    /// <param name="name">"cpu", "cuda" or "cuda:1".</param>
    /// <exception cref="VheException">It is not to be had; the message says why.</exception>
    public static Device Find(string name)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        if (name == "cpu")
        {
            return CPU;
        }

        var index = 0;
        var isCuda = name == Cuda || (name.StartsWith($"{Cuda}:", StringComparison.Ordinal)
            && int.TryParse(name[(Cuda.Length + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out index));
        if (!isCuda)
        {
            throw new VheException($"Device '{name}' is unknown: name 'cpu', 'cuda' or 'cuda:1'.");
        }

        var available = NativeCall.Guard("Looking for CUDA devices", () => cuda.is_available() ? cuda.device_count() : 0);
        return index < available
            ? device(name)
            : throw new VheException(
                $"Device '{name}' cannot be used: TorchSharp finds {available} CUDA devices. Reference a TorchSharp-cuda package, or use "
                + "'cpu'.");
    }
}
