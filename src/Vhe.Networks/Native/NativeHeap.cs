using System.Runtime.InteropServices;

namespace Vhe.Networks.Native;

/// <summary>The memory of the native libraries below: tensors and the workspaces of convolutions.</summary>
/// <remarks>Thread-safe.</remarks>
public static class NativeHeap
{
    // Parameters of glibc's mallopt (3).
    private const int TrimThreshold = -1, TopPad = -2, MmapThreshold = -3;

    private static readonly Lazy<bool> Keeps = new(Set);

    /// <summary>
    /// Has the C library of a Linux system (glibc) keep what tensors free, for the next ones: from now on, in the whole process, for
    /// good. Otherwise every large tensor is asked of the system and given back to it, and a good part of training is spent on
    /// page faults. It costs memory: the process stays as large as it was at its largest.
    /// </summary>
    /// <returns>Whether it does; on other systems nothing is changed.</returns>
    /// <remarks>Best before the first tensor: memory that is in use by then is not concerned.</remarks>
    public static bool KeepFreedMemory() => Keeps.Value;

    private static bool Set()
    {
        if (!OperatingSystem.IsLinux() || !NativeLibrary.TryLoad("libc.so.6", out var libc)
            || !NativeLibrary.TryGetExport(libc, "mallopt", out _))
        {
            return false;
        }

        // Blocks below the threshold come from the heap, and not from the system one by one; before version 2.35 it can be no higher
        // than 32 MiB. The heap grows in larger steps, and its free end stays in the process.
        var isSet = MallOpt(MmapThreshold, 1 << 30) != 0 || MallOpt(MmapThreshold, 32 << 20) != 0;
        return isSet & (MallOpt(TrimThreshold, int.MaxValue) != 0) & (MallOpt(TopPad, 64 << 20) != 0);
    }

    [DllImport("libc.so.6", EntryPoint = "mallopt")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int MallOpt(int parameter, int value);
}
