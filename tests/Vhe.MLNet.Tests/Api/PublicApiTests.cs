using System.Reflection;
using PublicApiGenerator;

namespace Vhe.MLNet.Tests.Api;

/// <summary>The public API is held in text files beside this one: a change of it has to be a change of them.</summary>
internal sealed class PublicApiTests
{
    private static readonly ApiGeneratorOptions Options = new() { IncludeAssemblyAttributes = false };

    [TestCase("Vhe.MLNet")]
    [TestCase("Vhe.Networks")]
    public void Nothing_changes_that_is_not_approved(string assembly)
    {
        var approved = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Api", $"{assembly}.txt"));
        var received = Lines(Assembly.Load(assembly).GeneratePublicApi(Options));

        if (received != Lines(approved))
        {
            var path = Path.Combine(AppContext.BaseDirectory, "Api", $"{assembly}.received.txt");
            File.WriteAllText(path, received);
            Assert.Fail(
                $"The public API of {assembly} has changed: see what in {path}. Where it is meant, copy that file over "
                + $"tests/Vhe.MLNet.Tests/Api/{assembly}.txt, and say it in CHANGELOG.md.");
        }
    }

    [TestCase("Vhe.MLNet")]
    [TestCase("Vhe.Networks")]
    public void The_version_that_saved_models_ask_for_is_frozen(string assembly)
        => Assert.That(Assembly.Load(assembly).GetName().Version, Is.EqualTo(new Version(1, 0, 0, 0)));

    private static string Lines(string text) => text.ReplaceLineEndings("\n").TrimEnd() + "\n";
}
