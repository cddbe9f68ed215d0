namespace TorchSharp;

public static partial class torch
{
    /// <summary>What a division does with the remainder.</summary>
    public enum RoundingMode
    {
        None,
        trunc,
        floor,
    }
}
