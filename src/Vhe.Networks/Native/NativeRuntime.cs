using System.Runtime.InteropServices;
using TorchSharp;

namespace Vhe.Networks.Native;

/// <summary>
/// Finds out, before TorchSharp is used for the first time, whether this system can load its native part. TorchSharp would say, where
/// it cannot, that a package is missing, and copy half a gigabyte into the application's folder.
/// </summary>
internal static class NativeRuntime
{
    private const string Library = "libLibTorchSharp.so";

    private const string Version = "GLIBCXX_3.4.32";

    /// <summary>For whoever has no runtime package.</summary>
    public const string Missing =
        "the native part of TorchSharp cannot be loaded. Reference a runtime package, for instance TorchSharp-cpu.";

    private static readonly Lazy<string?> Found = new(() => OperatingSystem.IsLinux() ? Explain(LoaderErrors()) : null);

    /// <summary>What is wrong and what mends it, as the end of a message; nothing where no fault of the system is known.</summary>
    public static string? Fault => Found.Value;

    /// <summary>What the errors of the system's loader mean.</summary>
    public static string? Explain(IReadOnlyList<string> loaderErrors)
    {
        // The loader speaks the user's language, but a version keeps its name.
        if (loaderErrors.Any(error => error.Contains(Version, StringComparison.Ordinal)))
        {
            return $"the native part of TorchSharp cannot be loaded, as this system's libstdc++ lacks {Version} (it came with GCC 13.2; "
                + "Debian 12 and Ubuntu 22.04 have an older one). Set <VheAllowOlderLibstdcxx>true</VheAllowOlderLibstdcxx> in the "
                + "application's project file and build it again on this system.";
        }

        return loaderErrors.Count == 0 ? null : Missing;
    }

    // The loader looks for all libraries that a library needs before it looks at their versions: it complains of a version only
    // where no package is missing.
    private static List<string> LoaderErrors()
    {
        // Loaded by the application itself, or found as .NET finds the libraries of an assembly.
        if (NativeLibrary.TryLoad(Library, out _) || NativeLibrary.TryLoad("LibTorchSharp", typeof(torch).Assembly, null, out _))
            return [];

        // Otherwise what is wrong is known only of a library that is there: in a folder of the packages, or beside the application. A
        // script that takes its packages from the cache has none, and TorchSharp's own search for it.
        var folders = (AppContext.GetData("NATIVE_DLL_SEARCH_DIRECTORIES") as string ?? "")
            .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries);
        var errors = new List<string>();
        foreach (var path in folders.Append(AppContext.BaseDirectory).Select(folder => Path.Combine(folder, Library)).Where(File.Exists))
        {
            try
            {
                NativeLibrary.Load(path);
                return [];
            }
            catch (DllNotFoundException exception)
            {
                errors.Add(exception.Message);
            }
        }

        return errors;
    }
}
