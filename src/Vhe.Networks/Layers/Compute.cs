namespace Vhe.Networks.Layers;

/// <summary>What the convolutions of a model compute in: one object shared by all of its networks.</summary>
internal sealed class Compute
{
    /// <summary>float32 or bfloat16.</summary>
    public ScalarType Type { get; private set; } = float32;

    /// <summary>The same for people.</summary>
    public Precision Precision
    {
        get => Type == bfloat16 ? Precision.BFloat16 : Precision.Float32;
        set => Type = value == Precision.BFloat16 ? bfloat16 : float32;
    }
}
