using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;

namespace Vhe.Networks;

/// <summary>
/// oneDNN, the library inside libtorch that computes convolutions. With libtorch 2.10, on a processor with AVX-512, wrong gradients
/// and wrong bfloat16 results were seen of convolutions whose channels do not fill a vector; with AVX2 they agree with float64.
/// So it is held to AVX2 there, unless the user says otherwise by the environment variable that oneDNN itself reads. (libtorch
/// emulates bfloat16 then, slowly, as on any processor without it.)
/// </summary>
internal static class OneDnn
{
    private const string Variable = "ONEDNN_MAX_CPU_ISA";

    private static readonly Lazy<bool> s_isLimited = new(Limit);

    /// <summary>Whether oneDNN was held to AVX2. The first look does it, and has to come before the first convolution.</summary>
    public static bool IsLimited => s_isLimited.Value;

    /// <summary>Whether to hold it.</summary>
    /// <param name="hasAvx512">What the processor has.</param>
    /// <param name="chosen">The variable's value at the start of the process, or null.</param>
    public static bool Decide(bool hasAvx512, string? chosen) => hasAvx512 && string.IsNullOrEmpty(chosen);

    private static bool Limit()
    {
        if (!Decide(Avx512F.IsSupported, Environment.GetEnvironmentVariable(Variable)))
        {
            return false;
        }

        // Native code does not see the environment of .NET, which is a copy, anywhere but on Windows.
        Environment.SetEnvironmentVariable(Variable, "AVX2");
        return OperatingSystem.IsWindows() || SetEnv(Variable, "AVX2", overwrite: 1) == 0;
    }

    [DllImport("libc", EntryPoint = "setenv", CharSet = CharSet.Ansi, BestFitMapping = false, ThrowOnUnmappableChar = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int SetEnv(string name, string value, int overwrite);
}
