using System.Buffers.Binary;
using Microsoft.Build.Framework;
using Task = Microsoft.Build.Utilities.Task;

namespace Vhe.Networks.Build;

/// <summary>
/// Lets native libraries load where this system's libstdc++ is older than they ask for, if they ask because of a marker symbol
/// that nothing in them uses. Does nothing where the system has the version.
/// </summary>
public sealed class AllowOlderLibstdcxx : Task
{
    /// <summary>The libraries in an output folder, which may be links to those in the package cache.</summary>
    [Required]
    public ITaskItem[] Libraries { get; set; } = [];

    /// <summary>Whether the system has the version; tests replace it.</summary>
    internal Func<bool> SystemHasVersion { get; set; } = Libstdcxx.HasVersion;

    /// <inheritdoc />
    public override bool Execute()
    {
        if (!SystemHasVersion())
        {
            foreach (var library in Libraries)
                Allow(library.ItemSpec);
        }

        return !Log.HasLoggedErrors;
    }

    private void Allow(string library)
    {
        try
        {
            var bytes = File.ReadAllBytes(library);
            var need = ElfVersionNeeds.Find(bytes, Libstdcxx.Library, Libstdcxx.Version, Libstdcxx.Marker);
            switch (need.State)
            {
                case VersionNeedState.Unused:
                    BinaryPrimitives.WriteUInt16LittleEndian(bytes.AsSpan(need.FlagsOffset), ElfVersionNeeds.WeakFlag);
                    Replace(library, bytes);
                    Log.LogMessage(MessageImportance.Normal, $"{library} loads without {Libstdcxx.Version} from now on.");
                    break;
                case VersionNeedState.Used:
                    Log.LogWarning($"{library} needs {Libstdcxx.Version}, which this system lacks, and is left alone: {need.Reason}.");
                    break;
                case VersionNeedState.Unexpected:
                    Log.LogMessage(MessageImportance.Normal, $"{library} is left alone: {need.Reason}.");
                    break;
                case VersionNeedState.Absent:
                    Log.LogMessage(MessageImportance.Low, $"{library} does not ask for {Libstdcxx.Version}.");
                    break;
                case VersionNeedState.Weak:
                default:
                    break;
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            Log.LogWarning($"{library} is left alone: {exception.Message}");
        }
    }

    // Never written in place: what is a link to the package cache would change there too, and a process that has the library
    // loaded would see it change. The time of the old one has the next build take the new one for a copy that is up to date.
    private static void Replace(string path, byte[] bytes)
    {
        var beside = $"{path}.{Environment.ProcessId}.tmp";
        try
        {
            using (var file = File.Create(beside))
            {
                file.Write(bytes);
                file.Flush(flushToDisk: true);
            }

            using (var old = File.OpenHandle(path))
            {
                if (!OperatingSystem.IsWindows())
                    File.SetUnixFileMode(beside, File.GetUnixFileMode(old));

                File.SetLastWriteTimeUtc(beside, File.GetLastWriteTimeUtc(old));
            }

            File.Move(beside, path, overwrite: true);
        }
        finally
        {
            File.Delete(beside);
        }
    }
}
