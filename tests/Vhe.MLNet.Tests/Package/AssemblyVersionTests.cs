using System.Reflection;

namespace Vhe.MLNet.Tests.Package;

internal sealed class AssemblyVersionTests
{
    [TestCase("Vhe.MLNet")]
    [TestCase("Vhe.Networks")]
    public void The_version_that_saved_models_ask_for_is_frozen(string assembly)
        => Assert.That(Assembly.Load(assembly).GetName().Version, Is.EqualTo(new Version(1, 0, 0, 0)));
}
