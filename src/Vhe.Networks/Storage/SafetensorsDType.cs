namespace Vhe.Networks.Storage;

/// <summary>
/// The element types of the safetensors format that this package reads and writes. Their order is the format's own: the writer
/// lays tensors out from the last to the first, so that the widest types come first and every tensor is aligned.
/// </summary>
public enum SafetensorsDType
{
    /// <summary>A truth value in one byte, 0 or 1: <c>BOOL</c>.</summary>
    Bool,

    /// <summary>An unsigned byte: <c>U8</c>.</summary>
    U8,

    /// <summary>A signed byte: <c>I8</c>.</summary>
    I8,

    /// <summary>A signed 16-bit integer: <c>I16</c>.</summary>
    I16,

    /// <summary>An IEEE half: <c>F16</c>.</summary>
    F16,

    /// <summary>The upper 16 bits of an IEEE single: <c>BF16</c>.</summary>
    BF16,

    /// <summary>A signed 32-bit integer: <c>I32</c>.</summary>
    I32,

    /// <summary>An IEEE single: <c>F32</c>.</summary>
    F32,

    /// <summary>An IEEE double: <c>F64</c>.</summary>
    F64,

    /// <summary>A signed 64-bit integer: <c>I64</c>.</summary>
    I64,
}
