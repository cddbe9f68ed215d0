namespace Vhe.Networks.Storage;

/// <summary>What a header says of one tensor, its size checked against its type and shape.</summary>
/// <param name="Name">The tensor's name.</param>
/// <param name="DType">The type of its elements.</param>
/// <param name="Shape">Its dimensions.</param>
/// <param name="Begin">Where its data begin, in bytes after the header.</param>
/// <param name="End">Where they end, exclusive.</param>
internal sealed record SafetensorsEntry(string Name, SafetensorsDType DType, IReadOnlyList<long> Shape, long Begin, long End)
{
    /// <summary>An error that names this tensor.</summary>
    public InvalidDataException Malformed(string problem) => new($"Tensor '{SafetensorsRules.Shown(Name)}': {problem}");
}
