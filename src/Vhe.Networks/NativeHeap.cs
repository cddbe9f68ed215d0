using System.Runtime.InteropServices;

namespace Vhe.Networks;

/// <summary>The memory of the native libraries below: tensors and the workspaces of convolutions.</summary>
/// <remarks>Thread-safe.</remarks>
public static class NativeHeap
{
    // The parameters of glibc's mallopt (3), and what each is set to.
    private static readonly (int Parameter, int Value)[] s_settings =
    [
        (-3, 1 << 30),        // M_MMAP_THRESHOLD: blocks below it come from the heap, and not from the system one by one.
        (-1, int.MaxValue),   // M_TRIM_THRESHOLD: so much free memory at the heap's end stays in the process.
        (-2, 64 << 20),       // M_TOP_PAD: the heap grows in steps of this size.
    ];

    private static readonly Lazy<bool> s_keeps = new(Set);

    /// <summary>
    /// Has the C library of a Linux system (glibc) keep what tensors free, for the next ones: from now on, in the whole process, for
    /// good. Otherwise every large tensor is asked of the system and given back to it, and a good part of training is spent on
    /// page faults. It costs memory: the process stays as large as it was at its largest, up to 2 GiB of it free.
    /// </summary>
    /// <returns>Whether it does; on other systems nothing is changed.</returns>
    /// <remarks>Best before the first tensor: memory that is in use by then is not concerned.</remarks>
    public static bool KeepFreedMemory() => s_keeps.Value;

    private static bool Set() =>
        OperatingSystem.IsLinux()
        && NativeLibrary.TryLoad("libc.so.6", out var libc)
        && NativeLibrary.TryGetExport(libc, "mallopt", out _)
        && s_settings.All(setting => MallOpt(setting.Parameter, setting.Value) != 0);

    [DllImport("libc.so.6", EntryPoint = "mallopt")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int MallOpt(int parameter, int value);
}
