using System.Runtime.InteropServices;

namespace Vhe.MLNet.Services;

/// <summary>By what a replaced file is known: behind a symbolic link, as where a volume is swapped, the file that it leads to.
/// </summary>
/// <param name="WrittenUtc">When it was written.</param>
/// <param name="Length">How many bytes it has.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct FileStamp(DateTime WrittenUtc, long Length)
{
    /// <summary>Looks at a file.</summary>
    /// <param name="path">Its path.</param>
    /// <returns>Its stamp, or null while there is no such file, or it may not be looked at.</returns>
    public static FileStamp? Of(string path)
    {
        try
        {
            var named = new FileInfo(path);
            var file = named.ResolveLinkTarget(returnFinalTarget: true) ?? named;
            return file is FileInfo { Exists: true } found ? new FileStamp(found.LastWriteTimeUtc, found.Length) : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // A link that leads nowhere, a file that went away meanwhile, a folder whose rights are just being set.
            return null;
        }
    }
}
