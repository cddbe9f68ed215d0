using TorchSharp;
using Vhe.Networks.Native;

namespace Vhe.MLNet.Services;

/// <summary>Where the model of a service comes from, and what it computes on: the device and the threads.</summary>
internal sealed class ModelSource
{
    private readonly string? _path;
    private readonly int? _threads;

    /// <exception cref="VheException">CUDA cannot be used, and the CPU is not allowed in its place.</exception>
    public ModelSource(FewShotServiceOptions options)
    {
        const string option = nameof(options.Device), fallback = nameof(options.AllowCpuFallback);
        (_path, _threads) = (options.ModelPath, options.Threads);
        try
        {
            ComputeDevice.Find(options.Device);
            (Device, Reason) = (options.Device, $"set by option {option}");
        }
        catch (VheException e) when (options.AllowCpuFallback && ComputeDevice.IsCuda(options.Device, out _))
        {
            (Device, Reason, IsFallback) = ("cpu", $"allowed by option {fallback}. {e.Message}", true);
        }
        catch (VheException e)
        {
            throw new VheException($"Option {option}: {e.Message} Set {fallback} to run on the CPU instead.", e);
        }
    }

    /// <summary>"cpu", "cuda" or "cuda:1".</summary>
    public string Device { get; }

    /// <summary>Why it is that device, for the log.</summary>
    public string Reason { get; }

    /// <summary>Whether another device was asked for.</summary>
    public bool IsFallback { get; }

    /// <summary>Loads a model that the caller disposes; on the CPU the pretrained one is shared, and disposing it does
    /// nothing.</summary>
    /// <exception cref="InvalidDataException">The file is malformed, or its model has a style.</exception>
    public VheModel Load()
    {
        if (_path is null)
            return Device == "cpu" ? VhePretrained.Glyphs : VhePretrained.LoadGlyphs(Device);

        var model = VheModel.Load(_path, Device);
        if (model.Options.Style is null)
            return model;

        model.Dispose();
        throw new InvalidDataException($"'{_path}': it is a model with a style; few-shot classification takes one without.");
    }

    /// <summary>Loads the file that replaced the model's.</summary>
    /// <exception cref="InvalidDataException">It is malformed, or its images are of another shape.</exception>
    /// <exception cref="IOException">It cannot be read, or it changed meanwhile.</exception>
    public VheModel Reload(ImageShape shape)
    {
        var stamp = Stamp();
        var model = Load();
        Exception? problem = model.ImageShape != shape
            ? new InvalidDataException(
                $"Its images are {model.ImageShape}, the examples are {shape}. Restart the application to use it.")
            : Stamp() != stamp
                ? new IOException("The file was overwritten while it was read: half of it may be old, half new.")
                : null;
        if (problem is not null)
        {
            model.Dispose();
            throw problem;
        }

        return model;
    }

    /// <summary>Sets libtorch's number of threads for the calling thread, and returns it. libtorch keeps one number for each
    /// thread that has computed: setting it once would not reach the threads of later calls.</summary>
    public int UseThreads()
        => NativeCall.Guard("Setting the number of threads", () =>
        {
            // Reading costs next to nothing, and other code may have set it on this thread.
            if (_threads is { } wanted && torch.get_num_threads() != wanted)
                torch.set_num_threads(wanted);

            return torch.get_num_threads();
        });

    /// <summary>What tells the model's file from the one that replaces it; null where there is no file.</summary>
    public (DateTime WrittenUtc, long Length)? Stamp() => _path is null ? null : ModelWatcher.Stamp(_path);

    /// <summary>The model's name for the log.</summary>
    public override string ToString() => _path is null ? "of the package" : $"'{_path}'";
}
