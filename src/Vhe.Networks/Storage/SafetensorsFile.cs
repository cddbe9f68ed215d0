using System.Diagnostics.CodeAnalysis;

namespace Vhe.Networks.Storage;

/// <summary>What a safetensors file holds: metadata and named tensors. Immutable as long as the tensors' bytes are.</summary>
public sealed class SafetensorsFile
{
    private readonly Dictionary<string, SafetensorsTensor> _byName;

    /// <summary>Gathers the contents of a file.</summary>
    /// <param name="metadata">Free text by key. Copied.</param>
    /// <param name="tensors">The tensors, at most <see cref="SafetensorsLimits.MaxTensors"/>, no two of one name.</param>
    /// <exception cref="ArgumentException">
    /// A name is there twice, there are too many tensors or bytes, or the metadata has a text that is not well-formed Unicode.
    /// </exception>
    public SafetensorsFile(IReadOnlyDictionary<string, string> metadata, IEnumerable<SafetensorsTensor> tensors)
    {
        ArgumentNullException.ThrowIfNull(metadata);
        ArgumentNullException.ThrowIfNull(tensors);
        var list = tensors.ToList();
        if (list.Count > SafetensorsLimits.MaxTensors)
        {
            throw new ArgumentException(
                $"There are {list.Count} tensors; at most {SafetensorsLimits.MaxTensors} are allowed.", nameof(tensors));
        }

        _byName = new Dictionary<string, SafetensorsTensor>(list.Count, StringComparer.Ordinal);
        long bytes = 0;
        foreach (var tensor in list)
        {
            if (tensor is null)
            {
                throw new ArgumentException("A tensor is null.", nameof(tensors));
            }

            if (!_byName.TryAdd(tensor.Name, tensor))
            {
                throw new ArgumentException($"Tensor '{tensor.Name}' is there twice.", nameof(tensors));
            }

            bytes += tensor.Data.Length;
        }

        if (bytes > SafetensorsLimits.MaxFileBytes)
        {
            throw new ArgumentException(
                $"The tensors have {bytes} bytes; at most {SafetensorsLimits.MaxFileBytes} are allowed.", nameof(tensors));
        }

        foreach (var (key, value) in metadata)
        {
            if (value is null || !SafetensorsRules.IsWellFormed(key) || !SafetensorsRules.IsWellFormed(value))
            {
                throw new ArgumentException(
                    $"Metadata '{SafetensorsRules.Shown(key)}' is null or not well-formed Unicode.", nameof(metadata));
            }
        }

        Metadata = new Dictionary<string, string>(metadata, StringComparer.Ordinal).AsReadOnly();
        Tensors = list.AsReadOnly();
    }

    /// <summary>Free text by key; empty when there is none.</summary>
    public IReadOnlyDictionary<string, string> Metadata { get; }

    /// <summary>The tensors: in the order of their data for a file that was read, else in the order in which they came.</summary>
    public IReadOnlyList<SafetensorsTensor> Tensors { get; }

    /// <summary>Looks a tensor up.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="tensor">The tensor, or null.</param>
    /// <returns>Whether there is one of that name.</returns>
    public bool TryGetTensor(string name, [NotNullWhen(true)] out SafetensorsTensor? tensor) =>
        _byName.TryGetValue(name, out tensor);
}
