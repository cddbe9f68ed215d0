using System.Diagnostics;
using System.Runtime.CompilerServices;
using Microsoft.Extensions.Logging;
using TorchSharp;
using Vhe.MLNet.Images;
using Vhe.Networks.Data;
using Vhe.Networks.Distributions;
using Vhe.Networks.Inference;
using Vhe.Networks.Models;

namespace Vhe.MLNet.Services;

/// <summary>
/// The few-shot service. Each call leases one <see cref="Snapshot"/>; changes make another and swap it in, one change at a time.
/// </summary>
internal sealed class FewShotService : IFewShotService, IDisposable
{
    private const int ImagesPerDraw = 16;

    private readonly FewShotServiceOptions _options;
    private readonly ILogger _logger;
    private readonly string _device;
    private readonly GlyphSettings _glyphs;
    private readonly ClassStore? _store;
    private readonly Swappable<Snapshot> _snapshots;
    private readonly ModelWatcher? _watcher;
    private readonly Lock _changing = new();
    private bool _disposed;

    /// <summary>Loads the model and the classes.</summary>
    /// <param name="name">The service's name.</param>
    /// <param name="options">Valid options.</param>
    /// <param name="logger">The log.</param>
    /// <param name="time">Times the looks at the model's file.</param>
    public FewShotService(string name, FewShotServiceOptions options, ILogger logger, TimeProvider time)
    {
        (Name, _options, _logger) = (name, options, logger);
        var choice = DeviceChoice.Make(options);
        _logger.Device(choice.IsFallback ? LogLevel.Warning : LogLevel.Information, name, choice.Device, choice.Reason);
        _device = choice.Device;
        if (options.Threads is { } threads)
        {
            torch.set_num_threads(threads);
        }

        // Looked at before it is read: a file that is replaced meanwhile is found by the watcher.
        var stamp = options.ModelPath is null ? null : FileStamp.Of(options.ModelPath);
        var model = LoadModel();
        GroupedImages support;
        try
        {
            _glyphs = options.ToGlyphs(model.ImageShape);
            support = SupportFolder.Read(options.SupportFolder!, _glyphs);
            _store = options.StoreFolder is null ? null : new ClassStore(options.StoreFolder, support);
            support = _store is null ? support : new GroupedImages(model.ImageShape, _store.Classes);
        }
        catch
        {
            model.Dispose();
            throw;
        }

        _snapshots = new(Snapshot.Create(model, support, options.ToClassification()));
        _watcher = options.ModelCheckInterval is { } interval
            ? new ModelWatcher(options.ModelPath!, stamp, interval, time, TryReload)
            : null;
        _logger.Started(name, support.Classes.Count, support.ImageCount, ModelName);
    }

    /// <inheritdoc/>
    public string Name { get; }

    /// <inheritdoc/>
    public IReadOnlyList<string> ClassNames
    {
        get
        {
            using var lease = _snapshots.Take();
            return lease.Value.Classifier.ClassNames;
        }
    }

    private string ModelName => _options.ModelPath is { } path ? $"'{path}'" : "of the package";

    /// <inheritdoc/>
    public FewShotAnswer Classify(GlyphInput image) => Classify(image, CancellationToken.None);

    /// <inheritdoc/>
    public Task<FewShotAnswer> ClassifyAsync(GlyphInput image, CancellationToken cancellationToken = default)
        => Task.Run(() => Classify(image, cancellationToken), cancellationToken);

    /// <inheritdoc/>
    public IAsyncEnumerable<float[]> Generate(
        string className, int count, long seed = 0, double temperature = 1, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        if (!(temperature > 0))
        {
            throw new ArgumentOutOfRangeException(nameof(temperature), temperature, "The temperature must be positive.");
        }

        using var lease = _snapshots.Take();
        return Draw(lease.Value.Class(className).Images, count, seed, temperature, cancellationToken);
    }

    /// <inheritdoc/>
    public double Score(GlyphInput image, string? className = null)
    {
        using var activity = Telemetry.Start("Vhe.Score", Name);
        try
        {
            using var lease = _snapshots.Take();
            return lease.Value.Score(image.Render(_glyphs), className);
        }
        catch (Exception e)
        {
            Telemetry.Failed(activity, e);
            throw;
        }
    }

    /// <inheritdoc/>
    public void AddClass(string name, IReadOnlyList<GlyphInput> examples)
    {
        ArgumentNullException.ThrowIfNull(examples);
        var images = examples.Select(example => example.Render(_glyphs)).ToArray();
        Change(now => now.WithClass(name, images), () => _store?.Add(name, images));
        _logger.Added(Name, name, images.Length);
    }

    /// <inheritdoc/>
    public void RemoveClass(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        Change(now => now.WithoutClass(name), () => _store?.Remove(name));
        _logger.Removed(Name, name);
    }

    /// <inheritdoc/>
    public void Save(string path)
    {
        using var lease = _snapshots.Take();
        PipelineFile.Save(path, lease.Value, _glyphs);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        // A change that is under way ends first.
        lock (_changing)
        {
            _disposed = true;
            _watcher?.Dispose();
            _snapshots.Dispose();
        }
    }

    /// <summary>Classifies an example of the first class, without counting it.</summary>
    /// <returns>The answer.</returns>
    internal FewShotAnswer ClassifyCanary()
    {
        using var lease = _snapshots.Take();
        return lease.Value.ClassifyCanary();
    }

    private FewShotAnswer Classify(GlyphInput image, CancellationToken cancellationToken)
    {
        var began = Stopwatch.GetTimestamp();
        using var activity = Telemetry.Start("Vhe.Classify", Name);
        try
        {
            using var lease = _snapshots.Take();
            var ink = image.Render(_glyphs);
            cancellationToken.ThrowIfCancellationRequested();
            var answer = lease.Value.Classify(ink);
            Telemetry.Answered(activity, Name, began, answer.IsKnown);
            return answer;
        }
        catch (Exception e)
        {
            Telemetry.Failed(activity, e);
            throw;
        }
    }

    private async IAsyncEnumerable<float[]> Draw(
        IReadOnlyList<float[]> examples,
        int count,
        long seed,
        double temperature,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var lease = _snapshots.Take();
        var model = lease.Value.Model;
        for (var drawn = 0; drawn < count; drawn += ImagesPerDraw)
        {
            var (wanted, stream) = (Math.Min(ImagesPerDraw, count - drawn), NoiseSource.Derive(seed, drawn));
            var images = await Task.Run(
                () =>
                {
                    using var activity = Telemetry.Start("Vhe.Generate", Name);
                    return ImageGenerator.Generate(model, examples, wanted, stream, temperature);
                },
                cancellationToken);
            foreach (var image in images)
            {
                cancellationToken.ThrowIfCancellationRequested();
                yield return image;
            }
        }
    }

    private VheModel LoadModel() => _options.ModelPath is { } path
        ? VheModel.Load(path, _device)
        : _device == "cpu" ? VhePretrained.Glyphs : VhePretrained.LoadGlyphs(_device);

    /// <summary>Makes another snapshot, remembers the change, and only then lets anybody see it.</summary>
    private void Change(Func<Snapshot, Snapshot> derive, Action remember)
    {
        lock (_changing)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            using var lease = _snapshots.Take();
            var next = derive(lease.Value);
            try
            {
                remember();
            }
            catch
            {
                next.Dispose();
                throw;
            }

            _snapshots.Swap(next);
        }
    }

    /// <summary>Takes over a replaced model.</summary>
    /// <returns>Whether the file has been dealt with; false to try it again.</returns>
    private bool TryReload()
    {
        using var activity = Telemetry.Start("Vhe.Reload", Name);
        try
        {
            Change(Reloaded, () => { });
            _logger.Reloaded(Name, ModelName);
            return true;
        }
        catch (ObjectDisposedException)
        {
            return true;
        }
        catch (Exception e)
        {
            // Whatever it is, on a timer's thread it would end the process.
            Telemetry.Failed(activity, e);
            _logger.ReloadFailed(e, Name, ModelName);
            return e is not IOException;
        }
    }

    private Snapshot Reloaded(Snapshot now)
    {
        var stamp = FileStamp.Of(_options.ModelPath!);
        var model = LoadModel();
        if (model.ImageShape != now.Model.ImageShape)
        {
            var shape = model.ImageShape;
            model.Dispose();
            throw new InvalidDataException($"Its images are {shape}, those of the examples {now.Model.ImageShape}: that takes a restart.");
        }

        // A file that is written over in place may have been read half old, half new.
        if (FileStamp.Of(_options.ModelPath!) != stamp)
        {
            model.Dispose();
            throw new IOException("It changed while it was read.");
        }

        return Snapshot.Create(model, now.Classifier.Support, _options.ToClassification());
    }
}
