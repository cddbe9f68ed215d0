using System.Diagnostics;

namespace Vhe.Networks.Tests.Native;

public class NativeHeapTests
{
    [Test]
    public void Freed_memory_is_kept_where_the_C_library_is_glibc()
        => Assert.That(NativeHeap.KeepFreedMemory(), Is.EqualTo(OperatingSystem.IsLinux() && IsGlibc()));

    private static bool IsGlibc()
    {
        using var self = Process.GetCurrentProcess();
        return self.Modules.Cast<ProcessModule>().Any(module => module.ModuleName == "libc.so.6");
    }
}
