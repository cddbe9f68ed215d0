using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;

namespace Vhe.Networks.Tests.Native;

public class OneDnnTests
{
    [TestCase(true, null, "AVX2")]
    [TestCase(true, "", "AVX2")]
    [TestCase(true, "ALL", "ALL")]
    [TestCase(false, null, null)]
    [TestCase(false, "SSE41", "SSE41")]
    public void It_is_held_to_AVX2_on_a_processor_with_more_unless_the_user_chose(bool hasAvx512, string? chosen, string? limit)
        => Assert.That(OneDnn.Decide(hasAvx512, chosen), Is.EqualTo(limit));

    [TestCase(null, true)]
    [TestCase("ALL", true)]
    [TestCase("avx512_core_bf16", true)]
    [TestCase("AVX512_CORE_AMX_FP16", true)]
    [TestCase("AVX512_CORE", false)]
    [TestCase("AVX512_CORE_VNNI", false)]
    [TestCase("AVX2", false)]
    [TestCase("SSE41", false)]
    public void A_process_that_inherits_or_chooses_a_limit_has_bfloat16_where_that_has_it(string? limit, bool allows)
        => Assert.That(OneDnn.AllowsBFloat16By(limit), Is.EqualTo(allows));

    [Test]
    public void Native_code_sees_what_is_set()
    {
        const string Name = "VHE_TEST_OF_SETENV";
        Assert.That(OneDnn.SetForNativeCode(Name, "seen"), Is.True);
        Assert.That(Native(Name), Is.EqualTo("seen"));
    }

    [Test]
    public void Once_a_tensor_has_been_asked_for_native_code_sees_the_limit()
    {
        NativeCall.Guard("Asking", () => CPU);
        var expected = OneDnn.Decide(Avx512F.IsSupported, Environment.GetEnvironmentVariable("ONEDNN_MAX_CPU_ISA"));
        Assert.That(Native("ONEDNN_MAX_CPU_ISA"), Is.EqualTo(expected));
    }

    // The environment of native code: a copy of its own, except on Windows.
    private static string? Native(string name)
        => OperatingSystem.IsWindows() ? Environment.GetEnvironmentVariable(name) : Marshal.PtrToStringUTF8(GetEnv(name));

    [DllImport("libc", EntryPoint = "getenv", CharSet = CharSet.Ansi, BestFitMapping = false, ThrowOnUnmappableChar = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern nint GetEnv(string name);
}
