using System.Diagnostics.CodeAnalysis;

namespace Vhe.Networks.Storage;

/// <summary>What a safetensors file holds: metadata and named tensors. Immutable as long as the tensors' bytes are.</summary>
internal sealed class SafetensorsFile
{
    private readonly Dictionary<string, SafetensorsTensor> _byName = new(StringComparer.Ordinal);

    /// <summary>Gathers the contents of a file.</summary>
    /// <exception cref="ArgumentException">
    /// A name is there twice, there are too many tensors or bytes, or the metadata has a text that is not well-formed Unicode.
    /// </exception>
    public SafetensorsFile(IReadOnlyDictionary<string, string> metadata, IEnumerable<SafetensorsTensor> tensors)
    {
        Metadata = new Dictionary<string, string>(metadata, StringComparer.Ordinal).AsReadOnly();
        Tensors = tensors.ToList().AsReadOnly();
        if (Tensors.Count > SafetensorsFormat.MaxTensors)
            throw new ArgumentException($"There are {Tensors.Count} tensors; at most {SafetensorsFormat.MaxTensors} are allowed.");

        if (Tensors.FirstOrDefault(tensor => !_byName.TryAdd(tensor.Name, tensor)) is { } second)
            throw new ArgumentException($"Tensor '{second.Name}' is there twice.");

        if (Tensors.Sum(tensor => (long)tensor.Data.Length) is > SafetensorsFormat.MaxFileBytes and var bytes)
        {
            throw new ArgumentException(
                $"The tensors have {bytes} bytes; at most {SafetensorsFormat.MaxFileBytes} are allowed.");
        }

        foreach (var (key, value) in Metadata)
        {
            if (value is null || !SafetensorsFormat.IsWellFormed(key) || !SafetensorsFormat.IsWellFormed(value))
                throw new ArgumentException($"Metadata '{SafetensorsFormat.Shown(key)}' is null or not well-formed Unicode.");
        }
    }

    /// <summary>Free text by key; empty when there is none.</summary>
    public IReadOnlyDictionary<string, string> Metadata { get; }

    /// <summary>The tensors: in the order of their data for a file that was read, else in the order in which they came.</summary>
    public IReadOnlyList<SafetensorsTensor> Tensors { get; }

    /// <summary>Finds a tensor by its name.</summary>
    public bool TryGetTensor(string name, [NotNullWhen(true)] out SafetensorsTensor? tensor)
        => _byName.TryGetValue(name, out tensor);
}
