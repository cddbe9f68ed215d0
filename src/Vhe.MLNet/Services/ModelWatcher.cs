namespace Vhe.MLNet.Services;

/// <summary>
/// Polls a file and reports that it was replaced. A timer, since a FileSystemWatcher sees no changes in network folders and in
/// volumes that are mounted into containers.
/// </summary>
internal sealed class ModelWatcher : IDisposable
{
    private readonly Func<(DateTime WrittenUtc, long Length)?> _look;
    private readonly TimeSpan _interval;
    private readonly Func<bool> _replaced;
    private readonly Action<Exception> _failed;
    private readonly ITimer _timer;
    private (DateTime WrittenUtc, long Length)? _seen;

    public ModelWatcher(
        Func<(DateTime WrittenUtc, long Length)?> look,
        (DateTime WrittenUtc, long Length)? seen,
        TimeSpan interval,
        TimeProvider time,
        Func<bool> replaced,
        Action<Exception> failed)
    {
        (_look, _seen, _interval, _replaced, _failed) = (look, seen, interval, replaced, failed);
        _timer = time.CreateTimer(_ => Look(), state: null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        Wait();
    }

    /// <summary>A file's time of writing and length, of the target where it is a symbolic link (mounted volumes are swapped that
    /// way); null while it is missing or may not be read.</summary>
    public static (DateTime WrittenUtc, long Length)? Stamp(string path)
    {
        try
        {
            var named = new FileInfo(path);
            var target = named.ResolveLinkTarget(returnFinalTarget: true) ?? named;
            return target is FileInfo { Exists: true } file ? (file.LastWriteTimeUtc, file.Length) : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // A dangling link, a file that was just deleted, a folder whose rights are being set.
            return null;
        }
    }

    public void Dispose() => _timer.Dispose();

    // Each look starts the wait for the next, so that two never overlap.
    private void Wait() => _timer.Change(_interval, Timeout.InfiniteTimeSpan);

    private void Look()
    {
        try
        {
            var found = _look();
            if (found is not null && found != _seen && _replaced())
                _seen = found;
        }
        catch (Exception e)
        {
            // An exception on a timer's thread would end the process.
            _failed(e);
        }
        finally
        {
            Wait();
        }
    }
}
