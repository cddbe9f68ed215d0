using Microsoft.Build.Framework;
using Task = Microsoft.Build.Utilities.Task;

namespace Vhe.Networks.Build;

/// <summary>
/// Lets native libraries load on this system where its libstdc++ is older than they ask for, if they ask for the sake of a mark that
/// nothing in them uses. Does nothing where the system has the version.
/// </summary>
public sealed class AllowOlderLibstdcxx : Task
{
    /// <summary>The libraries, in an output folder.</summary>
    [Required]
    public ITaskItem[] Libraries { get; set; } = [];

    /// <summary>Has the system the version? For tests.</summary>
    internal Func<bool> SystemHasVersion { get; set; } = Libstdcxx.HasVersion;

    /// <inheritdoc />
    public override bool Execute()
    {
        if (!SystemHasVersion())
        {
            foreach (var library in Libraries)
            {
                Allow(library.ItemSpec);
            }
        }

        return !Log.HasLoggedErrors;
    }

    private void Allow(string library)
    {
        try
        {
            var need = LibraryFile.AllowOlderLibstdcxx(library);
            switch (need.State)
            {
                case VersionNeedState.Unused:
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
}
