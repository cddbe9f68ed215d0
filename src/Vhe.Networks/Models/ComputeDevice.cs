using System.Globalization;
using static TorchSharp.torch;

namespace Vhe.Networks.Models;

/// <summary>Finds the device that a user named.</summary>
internal static class ComputeDevice
{
    private const string Cuda = "cuda";

    /// <summary>Finds a device.</summary>
    /// <param name="name">"cpu", "cuda" or "cuda:1".</param>
    /// <exception cref="VheException">It, or TorchSharp itself, is not to be had; the message says why.</exception>
    public static Device Find(string name)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        if (name == "cpu")
        {
            return NativeCall.Guard("Starting TorchSharp", () => CPU);
        }

        if (!IsCuda(name, out var index))
        {
            throw new VheException($"Device '{name}' is unknown: name 'cpu', 'cuda' or 'cuda:1'.");
        }

        var available = NativeCall.Guard("Looking for CUDA devices", () => cuda.is_available() ? cuda.device_count() : 0);
        return index < available
            ? NativeCall.Guard("Looking for a CUDA device", () => device(name))
            : throw new VheException(
                $"Device '{name}' cannot be used: TorchSharp finds {available} CUDA devices. Reference a TorchSharp-cuda package, or use "
                + "'cpu'.");
    }

    /// <summary>Whether a name is that of a CUDA device, here or on another machine.</summary>
    /// <param name="name">Any text.</param>
    /// <param name="index">Its number, counted from 0.</param>
    public static bool IsCuda(string name, out int index)
    {
        index = 0;
        return name == Cuda || (name.StartsWith($"{Cuda}:", StringComparison.Ordinal)
            && int.TryParse(name[(Cuda.Length + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out index));
    }
}
