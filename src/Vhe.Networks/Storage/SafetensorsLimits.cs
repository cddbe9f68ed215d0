namespace Vhe.Networks.Storage;

/// <summary>What a safetensors file may be at most. Reading and writing keep to the same limits.</summary>
public static class SafetensorsLimits
{
    /// <summary>The longest header in bytes: 16 MiB.</summary>
    public const int MaxHeaderBytes = 16 << 20;

    /// <summary>The longest file in bytes: 1 GiB.</summary>
    public const int MaxFileBytes = 1 << 30;

    /// <summary>The most tensors.</summary>
    public const int MaxTensors = 65_536;

    /// <summary>The most dimensions of a tensor.</summary>
    public const int MaxDimensions = 16;

    /// <summary>The longest name of a tensor in UTF-16 characters.</summary>
    public const int MaxNameLength = 512;
}
