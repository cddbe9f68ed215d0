using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Threading.RateLimiting;
using Microsoft.Extensions.Logging;
using Vhe.MLNet.Folders;
using Vhe.MLNet.Images;
using Vhe.Networks.Distributions;

namespace Vhe.MLNet.Services;

/// <summary>The few-shot service: a <see cref="ServiceState"/> behind one reference. A call works on the state that it begins
/// with. A change makes another state and swaps the reference, one change at a time.</summary>
internal sealed class FewShotService : IFewShotService, IDisposable
{
    private const int ImagesPerDraw = 16;

    private readonly FewShotServiceOptions _options;
    private readonly ILogger _logger;
    private readonly ModelSource _source;
    private readonly GlyphSettings _glyphs;
    private readonly ClassStore _store;
    private readonly ModelWatcher? _watcher;

    // Like Turns never disposed: calls that are in flight when the service ends still give their turn back.
    private readonly SemaphoreSlim _changing = new(1);

    // Guards the reference: the state behind it is not freed between reading and counting it.
    private readonly Lock _gate = new();
    private ServiceState? _state;

    /// <summary>Loads the model and the classes.</summary>
    public FewShotService(string name, FewShotServiceOptions options, ILogger logger, TimeProvider time)
    {
        (Name, _options, _logger, _source) = (name, options, logger, new ModelSource(options));
        logger.Device(_source.IsFallback ? LogLevel.Warning : LogLevel.Information, name, _source.Device, _source.Reason);

        // More calls at once than there are processors would only wait for each other, each with its tens of megabytes. Every
        // service has its own turns: a slow model must not hold up a fast one.
        Turns = new ConcurrencyLimiter(new ConcurrencyLimiterOptions
        {
            PermitLimit = Math.Max(1, Environment.ProcessorCount / _source.UseThreads()),
            QueueLimit = int.MaxValue,
            QueueProcessingOrder = QueueProcessingOrder.OldestFirst,
        });

        // Before the model is read, so that the watcher finds a file that is replaced meanwhile.
        var stamp = _source.Stamp();
        var model = _source.Load();
        try
        {
            _glyphs = options.ToGlyphs(model.ImageShape);
            _store = new ClassStore(options, _glyphs);
        }
        catch
        {
            model.Dispose();
            throw;
        }

        _state = ServiceState.Create(model, _store.Classes, options);
        _watcher = options.ModelCheckInterval is { } interval
            ? new ModelWatcher(
                _source.Stamp, stamp, interval, time, TryReload, e => logger.WatchFailed(e, name, _source.ToString()))
            : null;
        logger.Started(name, _store.Classes.Classes.Count, _store.Classes.ImageCount, _source.ToString());
    }

    /// <inheritdoc/>
    public string Name { get; }

    /// <inheritdoc/>
    public IReadOnlyList<string> ClassNames
    {
        get
        {
            using var state = TakeState();
            return state.Classifier.ClassNames;
        }
    }

    /// <summary>Calls that hold a permit compute; the others wait.</summary>
    internal ConcurrencyLimiter Turns { get; }

    /// <inheritdoc/>
    public Task<FewShotAnswer> ClassifyAsync(GlyphInput image, CancellationToken cancellationToken = default)
    {
        var began = Stopwatch.GetTimestamp();
        return ComputeAsync(
            "Vhe.Classify",
            image,
            (state, ink, activity) =>
            {
                var answer = state.Classify(ink);
                Telemetry.Answered(activity, Name, Stopwatch.GetElapsedTime(began), answer.IsKnown);
                return answer;
            },
            cancellationToken);
    }

    /// <inheritdoc/>
    public Task<double> ScoreAsync(GlyphInput image, string? className = null, CancellationToken cancellationToken = default)
        => ComputeAsync("Vhe.Score", image, (state, ink, _) => state.Score(ink, className), cancellationToken);

    /// <inheritdoc/>
    public IAsyncEnumerable<float[]> GenerateAsync(
        string className, int count, long seed = 0, double temperature = 1, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(className);
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        OptionRange.CheckPositive(nameof(temperature), temperature);
        using var state = TakeState();
        return DrawAsync(state.FindClass(className).Images, count, seed, temperature, cancellationToken);
    }

    /// <inheritdoc/>
    public async Task AddClassAsync(
        string name, IReadOnlyList<GlyphInput> examples, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(examples);
        var images = await Task.Run(() => examples.Select(example => example.Render(_glyphs)).ToArray(), cancellationToken);
        await ChangeAsync(state => state.WithClass(name, images), () => _store.Add(name, images), cancellationToken);
        _logger.Added(Name, name, images.Length);
    }

    /// <inheritdoc/>
    public async Task RemoveClassAsync(string name, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(name);
        await ChangeAsync(state => state.WithoutClass(name), () => _store.Remove(name), cancellationToken);
        _logger.Removed(Name, name);
    }

    /// <inheritdoc/>
    public Task SaveAsync(string path, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        return Task.Run(
            () =>
            {
                using var state = Begin();
                PipelineFile.Save(path, state, _glyphs);
            },
            cancellationToken);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        // A change that is under way ends first; one that waits finds no state any more.
        _changing.Wait();
        _watcher?.Dispose();
        Swap(null);
        _changing.Release();
    }

    /// <summary>Classifies an example of the first class, without counting it and without a turn.</summary>
    internal FewShotAnswer ClassifyCanary()
    {
        using var state = Begin();
        return state.ClassifyCanary();
    }

    /// <summary>The state of now, which the caller disposes.</summary>
    internal ServiceState TakeState()
    {
        lock (_gate)
        {
            return _state?.AddReference() ?? throw new ObjectDisposedException(nameof(IFewShotService));
        }
    }

    /// <summary>Whether the next look at the model's file may go better: a damaged file stays damaged, but one that is being
    /// written becomes complete, and memory becomes free.</summary>
    internal static bool MayPass(Exception e)
        => e is IOException or UnauthorizedAccessException or OutOfMemoryException
            or VheException { InnerException: ExternalException };

    /// <summary>Prepares the calling thread to compute with the state of now.</summary>
    private ServiceState Begin()
    {
        _source.UseThreads();
        return TakeState();
    }

    private void Swap(ServiceState? next)
    {
        ServiceState? before;
        lock (_gate)
        {
            (before, _state) = (_state, next);
        }

        before?.Dispose();
    }

    /// <summary>Reads an image, waits for a turn and computes, on threads of the pool.</summary>
    private Task<T> ComputeAsync<T>(
        string operation,
        GlyphInput image,
        Func<ServiceState, float[], Activity?, T> compute,
        CancellationToken cancellationToken)
        => RunAsync(
            operation,
            async activity =>
            {
                var ink = image.Render(_glyphs);
                using var turn = await TakeTurnAsync(cancellationToken);
                using var state = Begin();
                return compute(state, ink, activity);
            },
            cancellationToken);

    private async IAsyncEnumerable<float[]> DrawAsync(
        IReadOnlyList<float[]> examples,
        int count,
        long seed,
        double temperature,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var state = TakeState();
        for (var drawn = 0; drawn < count; drawn += ImagesPerDraw)
        {
            var (wanted, stream) = (Math.Min(ImagesPerDraw, count - drawn), SeededGenerator.Derive(seed, drawn));
            var images = await RunAsync(
                "Vhe.Generate",
                async _ =>
                {
                    using var turn = await TakeTurnAsync(cancellationToken);
                    _source.UseThreads();
                    return ImageGenerator.Generate(state.Model, examples, wanted, stream, temperature);
                },
                cancellationToken);
            foreach (var image in images)
            {
                cancellationToken.ThrowIfCancellationRequested();
                yield return image;
            }
        }
    }

    /// <summary>Runs something on the pool as an activity.</summary>
    private Task<T> RunAsync<T>(string operation, Func<Activity?, Task<T>> run, CancellationToken cancellationToken)
        => Task.Run(
            async () =>
            {
                using var activity = Telemetry.Start(operation, Name);
                try
                {
                    return await run(activity);
                }
                catch (Exception e)
                {
                    Telemetry.Failed(activity, e);
                    throw;
                }
            },
            cancellationToken);

    private async ValueTask<RateLimitLease> TakeTurnAsync(CancellationToken cancellationToken)
    {
        var turn = await Turns.AcquireAsync(permitCount: 1, cancellationToken);

        // Not with today's unlimited queue.
        return turn.IsAcquired ? turn : throw new VheException($"Too many calls of few-shot service '{Name}' are waiting.");
    }

    private async Task ChangeAsync(
        Func<ServiceState, ServiceState> derive, Action remember, CancellationToken cancellationToken)
    {
        await _changing.WaitAsync(cancellationToken);
        await Task.Run(() => Change(derive, remember), CancellationToken.None);
    }

    /// <summary>Makes another state, remembers the change, and only then lets calls see it. The caller has waited for
    /// <see cref="_changing"/>, which this releases.</summary>
    private void Change(Func<ServiceState, ServiceState> derive, Action? remember = null)
    {
        try
        {
            using var state = Begin();
            var next = derive(state);
            try
            {
                remember?.Invoke();
            }
            catch
            {
                next.Dispose();
                throw;
            }

            Swap(next);
        }
        finally
        {
            _changing.Release();
        }
    }

    /// <summary>Takes over a replaced model. Returns false if the file should be tried again.</summary>
    private bool TryReload()
    {
        using var activity = Telemetry.Start("Vhe.Reload", Name);
        try
        {
            _changing.Wait();
            Change(state => ServiceState.Create(
                _source.Reload(state.Model.ImageShape), state.Classifier.Support, _options));
            _logger.Reloaded(Name, _source.ToString());
            return true;
        }
        catch (ObjectDisposedException)
        {
            return true;
        }
        catch (Exception e)
        {
            Telemetry.Failed(activity, e);
            _logger.ReloadFailed(e, Name, _source.ToString());
            return !MayPass(e);
        }
    }
}
