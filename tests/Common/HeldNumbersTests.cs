using NUnit.Framework;

namespace Vhe.Tests.Common;

/// <summary>No call of ours leaves a number to nobody while libtorch reads it: what RS0030 refuses, and what it does not see, such
/// as <c>x += y</c> and numbers that are made by hand.</summary>
public class HeldNumbersTests
{
    // Where a number is left to nobody, and why that may be.
    private static readonly Dictionary<string, string> Exceptions = new(StringComparer.Ordinal)
    {
        ["Vhe.Networks.Tests.Memory.Unheld"] = "shows that they are found",
    };

    private static string Folder => TestContext.CurrentContext.TestDirectory;

    [Test]
    public void Every_number_that_meets_a_tensor_is_held()
    {
        using var unheld = new UnheldNumbers(Folder);
        var assemblies = Directory.GetFiles(Folder, "*.dll").Where(IsOurs).ToArray();

        Assert.That(unheld.Holes, Is.Not.Empty, "TorchSharp has no holes any more: this test and the rule can go");
        Assert.That(assemblies, Is.Not.Empty);
        Assert.That(
            from assembly in assemblies
            from found in unheld.In(assembly)
            where !Exceptions.ContainsKey(found.Method.DeclaringType.FullName.Split('/')[0])
            select $"{found.Method.FullName} {found.What}",
            Is.Empty);
    }

    private static bool IsOurs(string path)
    {
        var name = Path.GetFileNameWithoutExtension(path);
        return (name.StartsWith("Vhe.", StringComparison.Ordinal) || name.StartsWith("PaperExperiments", StringComparison.Ordinal))
            && UnheldNumbers.Uses(path);
    }
}
