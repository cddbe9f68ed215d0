namespace TorchSharp;

/// <summary>Padding by intent: none, or what keeps the size.</summary>
public enum Padding
{
    Valid = 0,
    Same = 1,
}
