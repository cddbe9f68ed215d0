using System.Runtime.InteropServices;

namespace Vhe.Networks.Build;

/// <summary>The version of libstdc++ that older systems lack.</summary>
internal static class Libstdcxx
{
    public const string Library = "libstdc++.so.6";

    /// <summary>Came with GCC 13.2.</summary>
    public const string Version = "GLIBCXX_3.4.32";

    /// <summary>
    /// The one symbol of that version. GCC 13's header iostream leaves an undefined one behind so that the linker fails with an
    /// older library; nothing calls it.
    /// </summary>
    public const string Marker = "_ZSt21ios_base_library_initv";

    /// <summary>Whether this system's library has the version, or there is no such library at all.</summary>
    public static bool HasVersion()
        => !NativeLibrary.TryLoad(Library, out var library) || NativeLibrary.TryGetExport(library, Marker, out _);
}
