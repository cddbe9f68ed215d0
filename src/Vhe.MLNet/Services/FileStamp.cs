using System.Runtime.InteropServices;

namespace Vhe.MLNet.Services;

/// <summary>By what a replaced file is known.</summary>
/// <param name="WrittenUtc">When it was written.</param>
/// <param name="Length">How many bytes it has.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct FileStamp(DateTime WrittenUtc, long Length)
{
    /// <summary>Looks at a file.</summary>
    /// <param name="path">Its path.</param>
    /// <returns>Its stamp, or null while there is no such file.</returns>
    public static FileStamp? Of(string path)
    {
        var file = new FileInfo(path);
        return file.Exists ? new FileStamp(file.LastWriteTimeUtc, file.Length) : null;
    }
}
