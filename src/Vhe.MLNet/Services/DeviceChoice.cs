using System.Runtime.InteropServices;
using Vhe.Networks;
using Vhe.Networks.Models;

namespace Vhe.MLNet.Services;

/// <summary>What inference runs on, and why.</summary>
/// <param name="Device">"cpu", "cuda" or "cuda:1".</param>
/// <param name="Reason">Why, for the log.</param>
/// <param name="IsFallback">Whether something else was asked for.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct DeviceChoice(string Device, string Reason, bool IsFallback)
{
    /// <summary>Chooses.</summary>
    /// <param name="options">What is asked for.</param>
    /// <returns>The choice.</returns>
    /// <exception cref="VheException">CUDA is asked for and cannot be used, and the CPU is not allowed in its place.</exception>
    public static DeviceChoice Make(FewShotServiceOptions options)
    {
        const string option = nameof(FewShotServiceOptions.Device);
        try
        {
            ComputeDevice.Find(options.Device);
            return new(options.Device, $"option {option} says so", IsFallback: false);
        }
        catch (VheException e) when (options.AllowCpuFallback && ComputeDevice.IsCuda(options.Device, out _))
        {
            return new("cpu", $"option {nameof(options.AllowCpuFallback)} allows it. {e.Message}", IsFallback: true);
        }
        catch (VheException e)
        {
            throw new VheException(
                $"Option {option}: {e.Message} {nameof(options.AllowCpuFallback)} would allow the CPU in its place.", e);
        }
    }
}
