using System.Runtime.CompilerServices;
using Microsoft.Extensions.Logging;
using Vhe.MLNet.Images;
using Vhe.Networks;
using Vhe.Networks.Data;
using Vhe.Networks.Distributions;
using Vhe.Networks.Inference;
using Vhe.Networks.Models;

namespace Vhe.MLNet.Services;

/// <summary>
/// The few-shot service. Each call leases one <see cref="Snapshot"/>; changes make another and swap it in, one change at a time.
/// </summary>
internal sealed partial class FewShotService : IFewShotService, IDisposable
{
    private const int ImagesPerDraw = 16;

    private readonly FewShotServiceOptions _options;
    private readonly ILogger _logger;
    private readonly string _device;
    private readonly GlyphSettings _glyphs;
    private readonly ClassStore? _store;
    private readonly Swappable<Snapshot> _snapshots;
    private readonly ModelWatcher? _watcher;

    // Never disposed: a call may wait for its turn when the service ends, and is told so when it comes.
    private readonly SemaphoreSlim _turns;
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

        // More calls at once than there are processors for would only wait for each other, each with its tens of megabytes.
        // Another service has turns of its own: a slow model must not hold up a fast one.
        _turns = new SemaphoreSlim(Math.Max(1, Environment.ProcessorCount / LibtorchThreads.Use(options.Threads)));

        // Looked at before it is read: a file that is replaced meanwhile is found by the watcher.
        var stamp = options.ModelPath is null ? null : FileStamp.Of(options.ModelPath);
        var model = LoadModel();
        GroupedImages support;
        try
        {
            _glyphs = options.ToGlyphs(model.ImageShape);
            support = SupportFolder.Read(options.SupportFolder!, _glyphs);
            _store = options.StoreFolder is null ? null : new ClassStore(options.StoreFolder, support);
            if (_store is { Classes.Count: 0 })
            {
                throw new InvalidDataException(
                    $"No class is left: the store folder '{options.StoreFolder}' marks all those of '{options.SupportFolder}' as removed.");
            }

            support = _store is null ? support : new GroupedImages(model.ImageShape, _store.Classes);
        }
        catch
        {
            model.Dispose();
            throw;
        }

        _snapshots = new(Snapshot.Create(model, support, options.ToClassification(), options.DetectUnknown));
        _watcher = options.ModelCheckInterval is { } interval
            ? new ModelWatcher(
                () => FileStamp.Of(options.ModelPath!),
                stamp,
                interval,
                time,
                TryReload,
                e => _logger.WatchFailed(e, name, ModelName))
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

    /// <summary>As many as there are free turns can begin to compute.</summary>
    internal SemaphoreSlim Turns => _turns;

    /// <summary>What answers now.</summary>
    internal Swappable<Snapshot> Snapshots => _snapshots;

    /// <inheritdoc/>
    public FewShotAnswer Classify(GlyphInput image)
    {
        using var prediction = new Prediction(Name);
        try
        {
            var ink = image.Render(_glyphs);
            using var turn = Turn.Take(_turns);
            using var lease = Begin();
            return prediction.Answered(lease.Value.Classify(ink));
        }
        catch (Exception e)
        {
            prediction.Failed(e);
            throw;
        }
    }

    /// <inheritdoc/>
    public Task<FewShotAnswer> ClassifyAsync(GlyphInput image, CancellationToken cancellationToken = default) => Task.Run(
        async () =>
        {
            using var prediction = new Prediction(Name);
            try
            {
                var ink = image.Render(_glyphs);
                using var turn = await Turn.TakeAsync(_turns, cancellationToken);
                using var lease = Begin();
                return prediction.Answered(lease.Value.Classify(ink));
            }
            catch (Exception e)
            {
                prediction.Failed(e);
                throw;
            }
        },
        cancellationToken);

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
            var ink = image.Render(_glyphs);
            using var turn = Turn.Take(_turns);
            using var lease = Begin();
            return lease.Value.Score(ink, className);
        }
        catch (Exception e)
        {
            Telemetry.Failed(activity, e);
            throw;
        }
    }

    /// <inheritdoc/>
    public void Save(string path)
    {
        using var lease = Begin();
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
        using var lease = Begin();
        return lease.Value.ClassifyCanary();
    }

    /// <summary>Makes the calling thread ready to compute.</summary>
    /// <returns>A lease on what computes.</returns>
    private Lease<Snapshot> Begin()
    {
        LibtorchThreads.Use(_options.Threads);
        return _snapshots.Take();
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
            var (wanted, stream) = (Math.Min(ImagesPerDraw, count - drawn), SeededGenerator.Derive(seed, drawn));
            float[][] images;
            using (await Turn.TakeAsync(_turns, cancellationToken))
            {
                images = await Task.Run(
                    () =>
                    {
                        using var activity = Telemetry.Start("Vhe.Generate", Name);
                        try
                        {
                            LibtorchThreads.Use(_options.Threads);
                            return ImageGenerator.Generate(model, examples, wanted, stream, temperature);
                        }
                        catch (Exception e)
                        {
                            Telemetry.Failed(activity, e);
                            throw;
                        }
                    },
                    cancellationToken);
            }

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
}
