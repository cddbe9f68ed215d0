namespace Vhe.Networks;

/// <summary>The type that convolutions compute in. Weights, normalization, log-probabilities and convolutions by Fourier
/// transforms are float32 in any case.</summary>
public enum Precision
{
    /// <summary>32 bits: exact, and fast everywhere.</summary>
    Float32,

    /// <summary>bfloat16: about twice as fast for larger networks on processors with bfloat16 instructions, slow on others;
    /// log-probabilities of an image differ by about 0.15 nats.</summary>
    BFloat16,
}
