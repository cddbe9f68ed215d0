using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;

namespace Vhe.Networks.Native;

/// <summary>
/// oneDNN, the library inside libtorch that computes convolutions. On a processor with AVX-512 it is held to AVX2, unless the user says
/// otherwise by the environment variable that oneDNN itself reads: wrong gradients and wrong bfloat16 results were reported there once
/// with libtorch 2.10. They could not be reproduced: in an emulator of AVX-512 and AMX all shapes of ours agree with float64, in
/// float32 and bfloat16, forward and backward. The limit stays until ConvolutionAccuracyTests has passed without it on such a
/// processor. (Held to AVX2, libtorch emulates bfloat16, slowly.)
/// </summary>
internal static class OneDnn
{
    private const string Variable = "ONEDNN_MAX_CPU_ISA";

    // Those of oneDNN's names of instruction sets that have bfloat16, and those that mean all that the processor has.
    private static readonly string[] WithBFloat16 = ["ALL", "DEFAULT", "AVX512_CORE_BF16", "AVX512_CORE_FP16", "AVX512_CORE_AMX", "AVX10"];

    private static readonly Lazy<string?> Chosen = new(() => Limit(Avx512F.IsSupported));

    /// <summary>Whether it may compute in bfloat16, if the processor can. The first look sets what it is held to, and has to come before
    /// the first convolution of the process: later ones are too late.</summary>
    public static bool AllowsBFloat16 => AllowsBFloat16By(Chosen.Value);

    /// <summary>Whether the processor has AVX-512 BF16 or AMX BF16, and oneDNN may use it: bfloat16 is faster than float32 then, and far
    /// slower where it is emulated.</summary>
    public static bool HasFastBFloat16 => AllowsBFloat16 && ProcessorHasBFloat16;

    private static bool ProcessorHasBFloat16
    {
        get
        {
            const int Features = 7;
            if (!X86Base.IsSupported || X86Base.CpuId(0, 0).Eax < Features)
                return false;

            var amx = X86Base.CpuId(Features, 0).Edx & (1 << 22);
            var avx512 = X86Base.CpuId(Features, 1).Eax & (1 << 5);
            return (amx | avx512) != 0;
        }
    }

    /// <summary>What oneDNN is held to, as the value of its variable.</summary>
    public static string? Decide(bool hasAvx512, string? chosen)
        => string.IsNullOrEmpty(chosen) ? hasAvx512 ? "AVX2" : null : chosen;

    /// <summary>Whether a value of the variable leaves bfloat16.</summary>
    public static bool AllowsBFloat16By(string? limit)
        => limit is null || WithBFloat16.Any(name => limit.StartsWith(name, StringComparison.OrdinalIgnoreCase));

    /// <summary>Sets a variable for native code, which does not see the environment of .NET, a copy, anywhere but on Windows.</summary>
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
