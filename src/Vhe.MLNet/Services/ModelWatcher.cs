namespace Vhe.MLNet.Services;

/// <summary>
/// Looks at a file again and again, and says when it was replaced. A timer, and no FileSystemWatcher: that one hears nothing of
/// network folders and of what is mounted into containers.
/// </summary>
internal sealed class ModelWatcher : IDisposable
{
    private readonly string _path;
    private readonly TimeSpan _interval;
    private readonly Func<bool> _replaced;
    private readonly ITimer _timer;
    private FileStamp? _seen;

    /// <summary>Starts looking.</summary>
    /// <param name="path">The file.</param>
    /// <param name="seen">What it was when it was read.</param>
    /// <param name="interval">How long to wait between two looks.</param>
    /// <param name="time">What times them.</param>
    /// <param name="replaced">Called for each new file, by one thread at a time, until it gives true for that file. Does not
    /// throw.
    /// </param>
    public ModelWatcher(string path, FileStamp? seen, TimeSpan interval, TimeProvider time, Func<bool> replaced)
    {
        (_path, _seen, _interval, _replaced) = (path, seen, interval, replaced);
        _timer = time.CreateTimer(_ => Look(), state: null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        Wait();
    }

    /// <inheritdoc/>
    public void Dispose() => _timer.Dispose();

    // Each look starts the wait for the next, so that two never overlap.
    private void Wait() => _timer.Change(_interval, Timeout.InfiniteTimeSpan);

    private void Look()
    {
        var found = FileStamp.Of(_path);
        if (found is not null && found != _seen && _replaced())
        {
            _seen = found;
        }

        Wait();
    }
}
