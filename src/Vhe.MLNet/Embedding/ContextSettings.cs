using System.Reflection;
using Microsoft.ML.Runtime;
using Vhe.Networks.Native;

namespace Vhe.MLNet.Embedding;

/// <summary>
/// What the user's <see cref="MLContext"/> says of seed, GPU and log. A catalog keeps its context's environment to itself, so it is
/// read by reflection; where a version of ML.NET has no such members, the context says nothing.
/// </summary>
internal sealed class ContextSettings
{
    private const BindingFlags Members = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic;

    private readonly IHostEnvironment? _environment;

    public ContextSettings(TransformsCatalog catalog)
    {
        _environment = typeof(TransformsCatalog).GetFields(Members)
            .Select(field => field.GetValue(catalog)).OfType<IHostEnvironment>().FirstOrDefault();
    }

    /// <summary>The seed of <c>new MLContext(seed)</c>; null for none.</summary>
    public int? Seed => Read(nameof(Seed)) as int?;

    public int? GpuDeviceId => Read(nameof(MLContext.GpuDeviceId)) as int?;

    public bool FallbackToCpu => Read(nameof(MLContext.FallbackToCpu)) as bool? ?? true;

    /// <summary>The device to compute on where the options name none.</summary>
    /// <exception cref="VheException">The GPU cannot be used, and there is to be no fallback.</exception>
    public string Device()
    {
        if (GpuDeviceId is not { } id)
            return "cpu";

        var device = $"cuda:{id}";
        try
        {
            ComputeDevice.Find(device);
            return device;
        }
        catch (VheException) when (FallbackToCpu)
        {
            return "cpu";
        }
    }

    /// <summary>Writes a line to <c>MLContext.Log</c>.</summary>
    public void Log(string source, string line)
    {
        // With a seed of its own: to make one up would move the context's random numbers on.
        using var channel = _environment?.Register("Vhe", seed: 0).Start(source);
        channel?.Info(MessageSensitivity.None, "{0}", line);
    }

    private object? Read(string property)
        => _environment?.GetType().GetProperty(property, Members)?.GetValue(_environment);
}
