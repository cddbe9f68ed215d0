namespace Vhe.MLNet.Services;

/// <content>What changes: classes that come and go, and the model.</content>
internal sealed partial class FewShotService
{
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
            return e is not (IOException or UnauthorizedAccessException);
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
            throw new InvalidDataException(
                $"Its images are {shape}, those of the examples {now.Model.ImageShape}: that takes a restart.");
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
