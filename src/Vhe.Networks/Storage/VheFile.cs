using System.Text.Json;
using static TorchSharp.torch;

namespace Vhe.Networks.Storage;

/// <summary>
/// The .vhe file: a safetensors file with the weights, and the architecture's options in its metadata. Everything in it is
/// checked before a network is built.
/// </summary>
internal sealed class VheFile<TOptions>(string architecture, Action<TOptions> validate)
    where TOptions : class
{
    private const string Format = "vhe";
    private const string Version = "1";
    private const string FormatKey = "format", VersionKey = "version", ArchitectureKey = "architecture", OptionsKey = "options";

    /// <summary>The metadata of a model's file.</summary>
    public Dictionary<string, string> Metadata(TOptions options) => new(StringComparer.Ordinal)
    {
        [FormatKey] = Format,
        [VersionKey] = Version,
        [ArchitectureKey] = architecture,
        [OptionsKey] = JsonSerializer.Serialize(options),
    };

    /// <summary>Writes a model.</summary>
    public void Write(TOptions options, nn.Module network, Stream stream, WeightFormat format)
        => SafetensorsWriter.Write(TensorStore.ToFile(network.state_dict(), Metadata(options), format), stream);

    /// <summary>Builds the model that a file holds.</summary>
    /// <exception cref="InvalidDataException">The file is not such a model; the message says why.</exception>
    public TModel Read<TModel>(SafetensorsFile file, Func<TOptions, TModel> create, Func<TModel, nn.Module> network)
        where TModel : IDisposable
    {
        var model = create(Options(file));
        try
        {
            var tensors = network(model).state_dict();
            CheckValues(file, tensors);
            TensorStore.CopyInto(file, tensors);
            return model;
        }
        catch
        {
            model.Dispose();
            throw;
        }
    }

    /// <summary>Refuses values that no training leads to: they would let a pixel see the future, or give NaN.</summary>
    private static void CheckValues(SafetensorsFile file, Dictionary<string, Tensor> tensors)
    {
        var masks = tensors.Where(item => item.Key.EndsWith(".mask", StringComparison.Ordinal));
        foreach (var mask in TensorStore.ToFile(masks.ToDictionary(StringComparer.Ordinal), file.Metadata).Tensors)
        {
            if (file.TryGetTensor(mask.Name, out var stored) && IsFloat(stored) && !stored.ToFloats().AsSpan().SequenceEqual(mask.ToFloats()))
                throw new InvalidDataException($"Tensor '{mask.Name}' is not this architecture's mask.");
        }

        var variances = file.Tensors.Where(tensor => tensor.Name.EndsWith(".running_var", StringComparison.Ordinal));
        if (variances.FirstOrDefault(v => IsFloat(v) && v.ToFloats().Any(x => x < 0)) is { } negative)
            throw new InvalidDataException($"Tensor '{negative.Name}' has a negative variance.");
    }

    // Other types are refused, by name, when the values are copied.
    private static bool IsFloat(SafetensorsTensor tensor) => tensor.DType is SafetensorsDType.F32 or SafetensorsDType.F16;

    /// <summary>The architecture that a file names.</summary>
    private TOptions Options(SafetensorsFile file)
    {
        Expect(FormatKey, Format);
        Expect(VersionKey, Version);
        Expect(ArchitectureKey, architecture);
        try
        {
            var options = JsonSerializer.Deserialize<TOptions>(file.Metadata.GetValueOrDefault(OptionsKey, "null"))
                ?? throw new InvalidDataException($"The metadata has no '{OptionsKey}'.");
            validate(options);
            return options;
        }
        catch (Exception exception) when (exception is JsonException or ArgumentException)
        {
            throw new InvalidDataException($"The metadata's '{OptionsKey}' are malformed: {exception.Message}", exception);
        }

        void Expect(string key, string value)
        {
            var found = file.Metadata.GetValueOrDefault(key);
            if (found != value)
                throw new InvalidDataException($"Not a model of this version: its metadata says {key} = '{found}', not '{value}'.");
        }
    }
}
