using Vhe.Networks.Build;

namespace Vhe.Networks.Tests.Native;

public class NativeRuntimeTests
{
    [Test]
    public void A_missing_version_of_libstdcxx_is_named_with_the_property_that_mends_it()
    {
        const string error = "/lib/libstdc++.so.6: version `GLIBCXX_3.4.32' not found (required by /app/libLibTorchSharp.so)";

        Assert.That(
            NativeRuntime.Explain(["libtorch.so: cannot open shared object file", error]),
            Does.Contain($"lacks {Libstdcxx.Version}").And.Contain("<VheAllowOlderLibstdcxx>true</VheAllowOlderLibstdcxx>"));
    }

    [Test]
    public void Anything_else_is_a_missing_runtime_package() => Assert.That(
        NativeRuntime.Explain(["libtorch.so: cannot open shared object file: No such file or directory"]),
        Does.Contain("runtime package").And.Not.Contain("GLIBCXX"));

    [Test]
    public void Where_the_library_loads_there_is_no_fault()
    {
        Assert.That(NativeRuntime.Explain([]), Is.Null);
        Assert.That(NativeRuntime.Fault, Is.Null);
    }
}
