using Vhe.Networks.Data;
using Vhe.Networks.Distributions;
using Vhe.Networks.Layers;
using Vhe.Networks.Storage;
using static TorchSharp.torch;

namespace Vhe.Networks.Models.Factorial;

/// <summary>A factorial model that can be saved, loaded and shared: its sizes and weights. Train it with
/// <see cref="Training.VheTrainer.Train(VariationalHomoencoder, IBatchSource, Device?, CancellationToken)"/> on its
/// <see cref="Network"/>.</summary>
/// <remarks>Safe for concurrent inference. Training, and a change of <see cref="Precision"/>, need it alone.</remarks>
public sealed class FactorialModel : IDisposable
{
    private static readonly VheFile<FactorialVheOptions> s_format = new("factorial", options => options.Validate());

    private readonly Compute _compute;

    private FactorialModel(FactorialVheOptions options, VariationalHomoencoder network, Compute compute, Device device)
    {
        (Options, Network, _compute, Device) = (options, network, compute, device);
        Network.eval();
    }

    /// <summary>The sizes of the architecture.</summary>
    public FactorialVheOptions Options { get; }

    /// <summary>The networks, in evaluation mode unless they are being trained.</summary>
    public VariationalHomoencoder Network { get; }

    /// <summary>Where the weights are, and what inference runs on.</summary>
    public Device Device { get; }

    /// <summary>The shape of an image.</summary>
    public ImageShape ImageShape => Options.ImageShape;

    /// <summary>How many parameters the networks have.</summary>
    public long ParameterCount => Network.parameters().Sum(parameter => parameter.numel());

    /// <summary>What the convolutions compute in; float32 at first.</summary>
    public Precision Precision
    {
        get => _compute.Precision;
        set => _compute.Precision = value;
    }

    /// <summary>Creates an untrained model.</summary>
    /// <param name="options">The sizes.</param>
    /// <param name="seed">Seeds the starting weights.</param>
    /// <param name="device">"cpu", "cuda" or "cuda:1".</param>
    /// <returns>A model that the caller disposes.</returns>
    /// <exception cref="ArgumentException">A size is missing or outside its range.</exception>
    /// <exception cref="VheException">The device cannot be used.</exception>
    public static FactorialModel Create(FactorialVheOptions options, long seed = 0, string device = "cpu")
    {
        ArgumentNullException.ThrowIfNull(options);
        var (where, compute) = (ComputeDevice.Find(device), new Compute());
        return new FactorialModel(options, FactorialVhe.Create(options, compute, seed, where), compute, where);
    }

    /// <summary>Reads a model from a file.</summary>
    /// <param name="path">A .vhe file of this architecture.</param>
    /// <param name="device">Where its weights are put.</param>
    /// <returns>A model that the caller disposes.</returns>
    /// <exception cref="InvalidDataException">The file is malformed, or of another architecture; the message says
    /// where.</exception>
    public static FactorialModel Load(string path, string device = "cpu")
    {
        using var stream = File.OpenRead(path);
        try
        {
            return Read(SafetensorsReader.Read(stream), device);
        }
        catch (InvalidDataException exception)
        {
            throw new InvalidDataException($"'{path}': {exception.Message}", exception);
        }
    }

    /// <summary>Reads a model from memory.</summary>
    /// <param name="bytes">The bytes of a .vhe file of this architecture.</param>
    /// <param name="device">Where its weights are put.</param>
    /// <returns>A model that the caller disposes.</returns>
    /// <exception cref="InvalidDataException">The bytes are malformed, or of another architecture; the message says
    /// where.</exception>
    public static FactorialModel FromBytes(ReadOnlyMemory<byte> bytes, string device = "cpu") =>
        Read(SafetensorsReader.Read(bytes), device);

    /// <summary>Writes the model to a file: to a temporary name first, so that an older file is whole until the new one
    /// is.</summary>
    /// <param name="path">Where to.</param>
    /// <param name="format">How its weights are written.</param>
    public void Save(string path, WeightFormat format = WeightFormat.Float32) =>
        AtomicFile.Write(path, stream => s_format.Write(Options, Network, stream, format));

    /// <summary>The bytes of the model's file.</summary>
    /// <param name="format">How its weights are written.</param>
    /// <returns>What <see cref="FromBytes"/> reads.</returns>
    public byte[] ToBytes(WeightFormat format = WeightFormat.Float32)
    {
        using var stream = new MemoryStream();
        s_format.Write(Options, Network, stream, format);
        return stream.ToArray();
    }

    /// <inheritdoc/>
    public void Dispose() => Network.Dispose();

    /// <summary>The posterior of one group's latent variable, [1, ...]; the tensors belong to the caller's scope.</summary>
    /// <param name="symbol">Which latent variable.</param>
    /// <param name="images">D, checked: images of the model's shape.</param>
    internal DiagonalGaussian Infer(string symbol, IReadOnlyList<float[]> images)
    {
        using var scope = NewDisposeScope();
        var support = ImageTensor.From(images, ImageShape, Device).unsqueeze(0);
        var q = Network.Latents.Single(latent => latent.Symbol == symbol).Encoder.Infer(support, []);
        return new DiagonalGaussian(q.Mean.MoveToOuterDisposeScope(), q.LogVariance.MoveToOuterDisposeScope());
    }

    private static FactorialModel Read(SafetensorsFile file, string device) =>
        s_format.Read(file, options => Create(options, seed: 0, device), model => model.Network);
}
