using System.Text.Json;
using Vhe.Networks.Models;

namespace Vhe.Networks.Storage;

/// <summary>
/// The .vhe file: a safetensors file with the weights, and the architecture's options in its metadata. Everything in it is
/// checked before a network is built.
/// </summary>
internal static class VheFile
{
    private const string Format = "vhe";
    private const string Version = "1";
    private const string Architecture = "pixelcnn";
    private const string FormatKey = "format", VersionKey = "version", ArchitectureKey = "architecture", OptionsKey = "options";

    /// <summary>The metadata of a model's file.</summary>
    public static Dictionary<string, string> Metadata(PixelCnnVheOptions options) => new(StringComparer.Ordinal)
    {
        [FormatKey] = Format,
        [VersionKey] = Version,
        [ArchitectureKey] = Architecture,
        [OptionsKey] = JsonSerializer.Serialize(options),
    };

    /// <summary>Writes a model.</summary>
    public static void Write(VheModel model, Stream stream, WeightFormat format) =>
        SafetensorsWriter.Write(TensorStore.ToFile(model.Network.state_dict(), Metadata(model.Options), format), stream);

    /// <summary>Builds the model that a file holds.</summary>
    /// <exception cref="InvalidDataException">The file is not a model; the message says why.</exception>
    public static VheModel Read(SafetensorsFile file, string device)
    {
        var model = VheModel.Create(Options(file), seed: 0, device);
        try
        {
            CheckValues(file, model);
            TensorStore.CopyInto(file, model.Network.state_dict());
            return model;
        }
        catch
        {
            model.Dispose();
            throw;
        }
    }

    /// <summary>Refuses values that no training leads to: they would let a pixel see the future, or give NaN.</summary>
    private static void CheckValues(SafetensorsFile file, VheModel model)
    {
        var masks = model.Network.state_dict().Where(item => item.Key.EndsWith(".mask", StringComparison.Ordinal));
        foreach (var mask in TensorStore.ToFile(masks.ToDictionary(StringComparer.Ordinal), Metadata(model.Options)).Tensors)
        {
            if (file.TryGetTensor(mask.Name, out var stored) && IsFloat(stored) && !stored.ToFloats().AsSpan().SequenceEqual(mask.ToFloats()))
            {
                throw new InvalidDataException($"Tensor '{mask.Name}' is not this architecture's mask.");
            }
        }

        var variances = file.Tensors.Where(tensor => tensor.Name.EndsWith(".running_var", StringComparison.Ordinal));
        if (variances.FirstOrDefault(v => IsFloat(v) && v.ToFloats().Any(x => x < 0)) is { } negative)
        {
            throw new InvalidDataException($"Tensor '{negative.Name}' has a negative variance.");
        }
    }

    // Other types are refused, by name, when the values are copied.
    private static bool IsFloat(SafetensorsTensor tensor) => tensor.DType is SafetensorsDType.F32 or SafetensorsDType.F16;

    /// <summary>The architecture that a file names.</summary>
    /// <exception cref="InvalidDataException">It names none, or one of another version.</exception>
    public static PixelCnnVheOptions Options(SafetensorsFile file)
    {
        Expect(FormatKey, Format);
        Expect(VersionKey, Version);
        Expect(ArchitectureKey, Architecture);
        try
        {
            var options = JsonSerializer.Deserialize<PixelCnnVheOptions>(file.Metadata.GetValueOrDefault(OptionsKey, "null"))
                ?? throw new InvalidDataException($"The metadata has no '{OptionsKey}'.");
            options.Validate();
            return options;
        }
        catch (Exception exception) when (exception is JsonException or ArgumentOutOfRangeException)
        {
            throw new InvalidDataException($"The metadata's '{OptionsKey}' are malformed: {exception.Message}", exception);
        }

        void Expect(string key, string value)
        {
            var found = file.Metadata.GetValueOrDefault(key);
            if (found != value)
            {
                throw new InvalidDataException($"Not a model of this version: its metadata says {key} = '{found}', not '{value}'.");
            }
        }
    }
}
