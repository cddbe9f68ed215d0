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

    // Those of oneDNN's names of instruction sets that have bfloat16, and those that mean all that the processor has.
    private static readonly string[] s_withBFloat16 = ["ALL", "DEFAULT", "AVX512_CORE_BF16", "AVX512_CORE_FP16", "AVX512_CORE_AMX", "AVX10"];

    private static readonly Lazy<string?> s_limit = new(() => Limit(Avx512F.IsSupported));

    /// <summary>Whether it may compute in bfloat16, if the processor can. The first look sets what it is held to, and has to come before
    /// the first convolution of the process: later ones are too late.</summary>
    public static bool AllowsBFloat16 => AllowsBFloat16By(s_limit.Value);

    /// <summary>What oneDNN is held to, as the value of its variable.</summary>
    /// <param name="hasAvx512">What the processor has.</param>
    /// <param name="chosen">The variable's value at the start of the process, or null.</param>
    /// <returns>The value that is to be set or stays; null for none.</returns>
    public static string? Decide(bool hasAvx512, string? chosen) =>
        string.IsNullOrEmpty(chosen) ? hasAvx512 ? "AVX2" : null : chosen;

    /// <summary>Whether a value of the variable leaves bfloat16.</summary>
    /// <param name="limit">The value; null for none.</param>
    public static bool AllowsBFloat16By(string? limit) =>
        limit is null || s_withBFloat16.Any(name => limit.StartsWith(name, StringComparison.OrdinalIgnoreCase));

    /// <summary>Sets a variable for native code, which does not see the environment of .NET, a copy, anywhere but on Windows.</summary>
    /// <param name="name">The variable.</param>
    /// <param name="value">Its value.</param>
    /// <returns>Whether it could be set.</returns>
    public static bool SetForNativeCode(string name, string value)
    {
        Environment.SetEnvironmentVariable(name, value);
        try
        {
            return OperatingSystem.IsWindows() || SetEnv(name, value, overwrite: 1) == 0;
        }
        catch (Exception exception) when (exception is DllNotFoundException or EntryPointNotFoundException)
        {
            return false;
        }
    }

    private static string? Limit(bool hasAvx512)
    {
        var chosen = Environment.GetEnvironmentVariable(Variable);
        var limit = Decide(hasAvx512, chosen);
        return limit == chosen || SetForNativeCode(Variable, limit!) ? limit : chosen;
    }

    [DllImport("libc", EntryPoint = "setenv", CharSet = CharSet.Ansi, BestFitMapping = false, ThrowOnUnmappableChar = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int SetEnv(string name, string value, int overwrite);
}
