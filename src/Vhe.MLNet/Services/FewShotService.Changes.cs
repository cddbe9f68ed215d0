using System.Runtime.InteropServices;
using Vhe.Networks;

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
            using var lease = Begin();
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
            Telemetry.Failed(activity, e);
            _logger.ReloadFailed(e, Name, ModelName);
            return !MayPass(e);
        }
    }

    /// <summary>Whether the next look at the file may go better: a damaged file stays as it is, but one that is just being
    /// written, or a want of memory in libtorch, passes.</summary>
    /// <param name="e">What happened at this one.</param>
    internal static bool MayPass(Exception e)
        => e is IOException or UnauthorizedAccessException or OutOfMemoryException
            or VheException { InnerException: ExternalException };

    private Snapshot Reloaded(Snapshot now)
    {
        var stamp = FileStamp.Of(_options.ModelPath!);
        var model = LoadModel();
        try
        {
            Check(model.ImageShape, now.Model.ImageShape, stamp);
        }
        catch
        {
            model.Dispose();
            throw;
        }

        return Snapshot.Create(model, now.Classifier.Support, _options.ToClassification(), _options.DetectUnknown);
    }

    private void Check(ImageShape shape, ImageShape before, FileStamp? stamp)
    {
        if (shape != before)
        {
            throw new InvalidDataException($"Its images are {shape}, those of the examples {before}: that takes a restart.");
        }

        // A file that is written over in place may have been read half old, half new.
        if (FileStamp.Of(_options.ModelPath!) != stamp)
        {
            throw new IOException("It changed while it was read.");
        }
    }
}
