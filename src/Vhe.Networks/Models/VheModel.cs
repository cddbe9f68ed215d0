using System.Collections.ObjectModel;
using Vhe.Networks.Data;
using Vhe.Networks.Distributions;
using Vhe.Networks.Layers;
using Vhe.Networks.Storage;

namespace Vhe.Networks.Models;

/// <summary>
/// A Variational Homoencoder that can be trained, saved, loaded and shared: the hierarchical PixelCNN architecture, with or without
/// styles, with its sizes and weights.
/// </summary>
/// <remarks>Safe for concurrent inference. Training, and a change of <see cref="Precision"/>, need it alone.</remarks>
public sealed class VheModel : IDisposable
{
    private static readonly VheFile<PixelCnnVheOptions> Format = new("pixelcnn", options => options.Validate());

    private readonly PixelCnnVheOptions? _options;
    private readonly Compute _compute;
    private bool _shared;

    private VheModel(
        PixelCnnVheOptions? options, VariationalHomoencoder network, ImageShape shape, Compute compute, Device device)
    {
        (_options, Network, ImageShape, _compute, Device) = (options, network, shape, compute, device);
        Network.eval();
    }

    /// <summary>The sizes of the architecture.</summary>
    public PixelCnnVheOptions Options => _options
        ?? throw new NotSupportedException("This model is of another architecture, which has no such options and no file.");

    /// <summary>The shape of an image: one channel, or those of <see cref="StyleOptions.Channels"/>.</summary>
    public ImageShape ImageShape { get; }

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

    /// <summary>The networks, in evaluation mode unless they are being trained.</summary>
    internal VariationalHomoencoder Network { get; }

    internal Device Device { get; }

    /// <summary>The metadata of the model's file, which name its architecture; none where it has no file.</summary>
    internal IReadOnlyDictionary<string, string> Metadata
        => _options is null ? ReadOnlyDictionary<string, string>.Empty : Format.Metadata(_options);

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
        var (where, compute) = (ComputeDevice.Find(device), new Compute());
        return NativeCall.Guard("Creating the networks", () =>
        {
            var network = VariationalHomoencoder.Create(seed, noise => PixelCnnVhe.Create(options, compute, noise), where);
            return new VheModel(options, network, options.ImageShape, compute, where);
        });
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
    public static VheModel FromBytes(ReadOnlyMemory<byte> bytes, string device = "cpu")
        => Read(SafetensorsReader.Read(bytes), device);

    /// <summary>Writes the model to a file. An existing file is replaced only once the new one is complete.</summary>
    /// <param name="path">The file.</param>
    /// <param name="format">How the weights are written.</param>
    public void Save(string path, WeightFormat format = WeightFormat.Float32)
        => AtomicFile.Write(path, stream => Save(stream, format));

    /// <summary>Writes the model to a stream.</summary>
    /// <param name="stream">The stream.</param>
    /// <param name="format">How the weights are written.</param>
    public void Save(Stream stream, WeightFormat format = WeightFormat.Float32)
        => Format.Write(Options, Network, stream, format);

    /// <summary>The bytes of the model's file.</summary>
    /// <param name="format">How the weights are written.</param>
    /// <returns>What <see cref="FromBytes"/> reads.</returns>
    public byte[] ToBytes(WeightFormat format = WeightFormat.Float32)
    {
        using var stream = new MemoryStream();
        Save(stream, format);
        return stream.ToArray();
    }

    /// <summary>The mean of q(c; D): features of a class seen in one to a few images.</summary>
    /// <param name="images">D: images of <see cref="ImageShape"/>, one or more.</param>
    /// <returns><see cref="EmbeddingLength"/> numbers.</returns>
    /// <exception cref="ArgumentException">There is no image, or one is not of the model's shape or not in [0, 1].</exception>
    /// <exception cref="VheException">The model gives no finite embedding.</exception>
    public float[] Embed(IReadOnlyList<float[]> images)
    {
        var d = GroupedImages.Check(ImageShape, "D", images);
        using var scope = NewDisposeScope();
        using var untracked = no_grad();
        var embedding = NativeCall.Guard(
            "Encoding images", () => Infer(Grouping.Class, d).Mean.cpu().flatten().data<float>().ToArray());
        return Array.TrueForAll(embedding, float.IsFinite) ? embedding : throw VheException.NotFinite("embedding");
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (!_shared)
            Network.Dispose();
    }

    /// <summary>A model of any network, which it owns: it can be trained and used, but has no options and no file.</summary>
    internal static VheModel Of(VariationalHomoencoder network, ImageShape shape, Device? device = null)
        => new(null, network, shape, new Compute(), device ?? CPU);

    /// <summary>Makes this a model that lives as long as the process: nobody can dispose it or change its precision.</summary>
    internal VheModel Share()
    {
        _shared = true;
        return this;
    }

    /// <summary>The posterior of the latent variable of one group, [1, ...], given its images, which are checked.</summary>
    internal DiagonalGaussian Infer(Grouping grouping, IReadOnlyList<float[]> images)
    {
        using var scope = NewDisposeScope();
        var d = ImageTensor.From(images, ImageShape, Device).unsqueeze(0);
        var q = Network.Latents.Single(latent => latent.Grouping == grouping).Encoder.Infer(d, []);
        return new DiagonalGaussian(q.Mean.MoveToOuterDisposeScope(), q.LogVariance.MoveToOuterDisposeScope());
    }

    private static VheModel Read(SafetensorsFile file, string device)
        => Format.Read(file, options => Create(options, seed: 0, device), model => model.Network);
}
