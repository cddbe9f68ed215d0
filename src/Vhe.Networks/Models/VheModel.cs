using Vhe.Networks.Data;
using Vhe.Networks.Distributions;
using Vhe.Networks.Layers;
using Vhe.Networks.Storage;
using static TorchSharp.torch;

namespace Vhe.Networks.Models;

/// <summary>
/// A Variational Homoencoder that can be trained, saved, loaded and shared: the hierarchical PixelCNN architecture with its sizes
/// and weights.
/// </summary>
/// <remarks>Safe for concurrent inference. Training, and a change of <see cref="Precision"/>, need it alone.</remarks>
public sealed class VheModel : IDisposable
{
    private readonly Compute _compute;
    private bool _shared;

    private VheModel(PixelCnnVheOptions options, VariationalHomoencoder network, Compute compute, Device device)
    {
        (Options, Network, _compute, Device) = (options, network, compute, device);
        Network.eval();
    }

    /// <summary>The .vhe file of this architecture.</summary>
    internal static VheFile<PixelCnnVheOptions> Format { get; } = new("pixelcnn", options => options.Validate());

    /// <summary>The sizes of the architecture.</summary>
    public PixelCnnVheOptions Options { get; }

    /// <summary>The networks, in evaluation mode unless they are being trained.</summary>
    public VariationalHomoencoder Network { get; }

    /// <summary>Where the weights are, and what inference runs on.</summary>
    public Device Device { get; }

    /// <summary>The shape of an image: one channel.</summary>
    public ImageShape ImageShape => Options.ImageShape;

    /// <summary>How many numbers <see cref="Embed"/> gives: template channels x height x width.</summary>
    public int EmbeddingLength => Options.TemplateChannels * Options.Height * Options.Width;

    /// <summary>How many parameters the networks have.</summary>
    public long ParameterCount => Network.parameters().Sum(parameter => parameter.numel());

    /// <summary>What the convolutions compute in; float32 at first.</summary>
    /// <exception cref="InvalidOperationException">It is set on a model that the whole process shares.</exception>
    public Precision Precision
    {
        get => _compute.Precision;
        set => _compute.Precision = !_shared
            ? value
            : throw new InvalidOperationException("This model is shared by the whole process; load one of your own to change it.");
    }

    /// <summary>Creates an untrained model.</summary>
    /// <param name="options">The sizes.</param>
    /// <param name="seed">Seeds the starting weights.</param>
    /// <param name="device">"cpu", "cuda" or "cuda:1".</param>
    /// <returns>A model that the caller disposes.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A size is outside its range.</exception>
    /// <exception cref="VheException">The device cannot be used.</exception>
    public static VheModel Create(PixelCnnVheOptions options, long seed = 0, string device = "cpu")
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        var where = ComputeDevice.Find(device);
        return NativeCall.Guard("Creating the networks", () => Create(options, seed, where));
    }

    /// <summary>Reads a model from a file.</summary>
    /// <param name="path">A .vhe file.</param>
    /// <param name="device">Where its weights are put.</param>
    /// <returns>A model that the caller disposes.</returns>
    /// <exception cref="InvalidDataException">The file is malformed; the message says where.</exception>
    public static VheModel Load(string path, string device = "cpu")
    {
        using var stream = File.OpenRead(path);
        try
        {
            return Load(stream, device);
        }
        catch (InvalidDataException exception)
        {
            throw new InvalidDataException($"'{path}': {exception.Message}", exception);
        }
    }

    /// <summary>Reads a model from a stream.</summary>
    /// <param name="stream">The bytes of a .vhe file, to their end.</param>
    /// <param name="device">Where its weights are put.</param>
    /// <returns>A model that the caller disposes.</returns>
    /// <exception cref="InvalidDataException">The bytes are malformed; the message says where.</exception>
    public static VheModel Load(Stream stream, string device = "cpu") => Read(SafetensorsReader.Read(stream), device);

    /// <summary>Reads a model from memory.</summary>
    /// <param name="bytes">The bytes of a .vhe file.</param>
    /// <param name="device">Where its weights are put.</param>
    /// <returns>A model that the caller disposes.</returns>
    /// <exception cref="InvalidDataException">The bytes are malformed; the message says where.</exception>
    public static VheModel FromBytes(ReadOnlyMemory<byte> bytes, string device = "cpu") =>
        Read(SafetensorsReader.Read(bytes), device);

    /// <summary>Writes the model to a file: to a temporary name first, so that an older file is whole until the new one is.</summary>
    /// <param name="path">Where to.</param>
    /// <param name="format">How its weights are written.</param>
    public void Save(string path, WeightFormat format = WeightFormat.Float32) =>
        AtomicFile.Write(path, stream => Save(stream, format));

    /// <summary>Writes the model to a stream.</summary>
    /// <param name="stream">Where to.</param>
    /// <param name="format">How its weights are written.</param>
    public void Save(Stream stream, WeightFormat format = WeightFormat.Float32) =>
        Format.Write(Options, Network, stream, format);

    /// <summary>The bytes of the model's file.</summary>
    /// <returns>What <see cref="FromBytes"/> reads.</returns>
    public byte[] ToBytes()
    {
        using var stream = new MemoryStream();
        Save(stream);
        return stream.ToArray();
    }

    /// <summary>The mean of q(c; D): features of a class seen in one to a few images.</summary>
    /// <param name="images">D: images of <see cref="ImageShape"/>, one or more.</param>
    /// <returns><see cref="EmbeddingLength"/> numbers.</returns>
    /// <exception cref="ArgumentException">There is no image, or one is not of the model's shape or not in [0, 1].</exception>
    /// <exception cref="VheException">The model gives no finite code.</exception>
    public float[] Embed(IReadOnlyList<float[]> images)
    {
        var support = new GroupedImages(ImageShape, [new ImageClass("D", images)]);
        using var scope = NewDisposeScope();
        using var untracked = no_grad();
        var code = NativeCall.Guard(
            "Encoding images", () => InferClass(support.Classes[0]).Mean.cpu().flatten().data<float>().ToArray());
        return Array.TrueForAll(code, float.IsFinite) ? code : throw VheException.NotFinite("code");
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (!_shared)
        {
            Network.Dispose();
        }
    }

    /// <summary>Makes this a model that lives as long as the process: nobody can dispose it or change its precision.</summary>
    internal VheModel Share()
    {
        _shared = true;
        return this;
    }

    /// <summary>q(c; D) of one class, [1, ...]; the tensors belong to the caller's scope.</summary>
    internal DiagonalGaussian InferClass(ImageClass item)
    {
        using var scope = NewDisposeScope();
        var images = ImageTensor.From(item.Images, ImageShape, Device);
        var q = Network.Latents.Single(latent => latent.Grouping == Grouping.Class).Encoder.Infer(images.unsqueeze(0), []);
        return new DiagonalGaussian(q.Mean.MoveToOuterDisposeScope(), q.LogVariance.MoveToOuterDisposeScope());
    }

    private static VheModel Read(SafetensorsFile file, string device) =>
        Format.Read(file, options => Create(options, seed: 0, device), model => model.Network);

    private static VheModel Create(PixelCnnVheOptions options, long seed, Device where)
    {
        var compute = new Compute();
        var network = FreshNetwork.Create(seed, noise => PixelCnnVhe.Create(options, compute, noise), where);
        return new VheModel(options, network, compute, where);
    }
}
