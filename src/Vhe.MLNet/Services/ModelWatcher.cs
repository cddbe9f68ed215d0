namespace Vhe.MLNet.Services;

/// <summary>
/// Looks at a file again and again, and says when it was replaced. A timer, and no FileSystemWatcher: that one hears nothing of
/// network folders and of what is mounted into containers.
/// </summary>
internal sealed class ModelWatcher : IDisposable
{
    private readonly Func<FileStamp?> _look;
    private readonly TimeSpan _interval;
    private readonly Func<bool> _replaced;
    private readonly Action<Exception> _failed;
    private readonly ITimer _timer;
    private FileStamp? _seen;

    /// <summary>Starts looking.</summary>
    /// <param name="look">What the file is now.</param>
    /// <param name="seen">What it was when it was read.</param>
    /// <param name="interval">How long to wait between two looks.</param>
    /// <param name="time">What times them.</param>
    /// <param name="replaced">Called for each new file, by one thread at a time, until it gives true for that file.</param>
    /// <param name="failed">Told of whatever either of them throws; the next look comes all the same.</param>
    public ModelWatcher(
        Func<FileStamp?> look,
        FileStamp? seen,
        TimeSpan interval,
        TimeProvider time,
        Func<bool> replaced,
        Action<Exception> failed)
    {
        (_look, _seen, _interval, _replaced, _failed) = (look, seen, interval, replaced, failed);
        _timer = time.CreateTimer(_ => Look(), state: null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        Wait();
    }

    /// <inheritdoc/>
    public void Dispose() => _timer.Dispose();

    // Each look starts the wait for the next, so that two never overlap.
    private void Wait() => _timer.Change(_interval, Timeout.InfiniteTimeSpan);

    private void Look()
    {
        try
        {
            var found = _look();
            if (found is not null && found != _seen && _replaced())
            {
                _seen = found;
            }
        }
        catch (Exception e)
        {
            // Whatever it is, on a timer's thread it would end the process.
            _failed(e);
        }
        finally
        {
            Wait();
        }
    }
}
