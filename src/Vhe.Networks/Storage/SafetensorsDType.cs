namespace Vhe.Networks.Storage;

/// <summary>
/// The element types of the safetensors format that models need, by their names in the format. The writer lays tensors out from
/// the last type to the first: the widest come first, so that every tensor is aligned.
/// </summary>
internal enum SafetensorsDType
{
    /// <summary>An IEEE half.</summary>
    F16,

    /// <summary>An IEEE single.</summary>
    F32,

    /// <summary>A signed 64-bit integer.</summary>
    I64,
}
