using System.Runtime.InteropServices;

namespace Vhe.Networks.Tests.Native;

public class NativeCallTests : TensorFixture
{
    [Test]
    public void An_error_of_libtorch_becomes_ours_with_its_first_line()
    {
        var exception = Assert.Throws<VheException>(() => NativeCall.Guard("Adding", () => zeros(2).Plus(zeros(3))));

        Assert.That(exception?.Message, Does.StartWith("Adding failed in libtorch: ").And.Not.Contain("\n"));
        Assert.That(exception?.InnerException, Is.TypeOf<ExternalException>());
    }

    [Test]
    public void A_missing_library_is_told_with_what_to_do()
    {
        Assert.That(
            () => NativeCall.Guard<int>("Starting", () => throw new DllNotFoundException("libtorch.so")),
            Throws.TypeOf<VheException>().With.Message.Contains("runtime package")
                .And.InnerException.TypeOf<DllNotFoundException>());
    }

    [Test]
    public void Results_and_other_errors_pass()
    {
        Assert.That(NativeCall.Guard("Counting", () => 3), Is.EqualTo(3));
        Assert.That(
            () => NativeCall.Guard<int>("Counting", () => throw new InvalidDataException()), Throws.TypeOf<InvalidDataException>());
    }
}
