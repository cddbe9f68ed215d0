using System.Globalization;

namespace Vhe.Networks.Native;

/// <summary>Finds the device that a user named.</summary>
internal static class ComputeDevice
{
    private const string Cuda = "cuda";

    /// <summary>Finds a device.</summary>
    public static Device Find(string name)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        if (name == "cpu")
            return NativeCall.Guard("Starting TorchSharp", () => CPU);

        if (!IsCuda(name, out var index))
            throw new VheException($"Device '{name}' is unknown: name 'cpu', 'cuda' or 'cuda:1'.");

        var available = NativeCall.Guard("Looking for CUDA devices", () => cuda.is_available() ? cuda.device_count() : 0);
        return index < available
            ? NativeCall.Guard("Looking for a CUDA device", () => device(name))
            : throw new VheException(
                $"Device '{name}' cannot be used: TorchSharp finds {available} CUDA devices. Reference a TorchSharp-cuda package, or use "
                + "'cpu'.");
    }

    /// <summary>Whether a name is that of a CUDA device, here or on another machine.</summary>
    public static bool IsCuda(string name, out int index)
    {
        index = 0;
        return name == Cuda || (name.StartsWith($"{Cuda}:", StringComparison.Ordinal)
            && int.TryParse(name[(Cuda.Length + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out index));
    }
}
