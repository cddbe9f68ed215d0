using System.Runtime.Intrinsics.X86;

namespace Vhe.Networks;

/// <summary>Whether the processor computes in bfloat16: faster than float32 where it does, far slower where it is emulated.</summary>
internal static class BFloat16Support
{
    private const int Features = 7;

    /// <summary>Whether the processor has AVX-512 BF16 or AMX BF16, and oneDNN may use it.</summary>
    public static bool IsFast => OneDnn.AllowsBFloat16 && IsInProcessor;

    private static bool IsInProcessor
    {
        get
        {
            if (!X86Base.IsSupported || X86Base.CpuId(0, 0).Eax < Features)
            {
                return false;
            }

            var amx = X86Base.CpuId(Features, 0).Edx & (1 << 22);
            var avx512 = X86Base.CpuId(Features, 1).Eax & (1 << 5);
            return (amx | avx512) != 0;
        }
    }
}
