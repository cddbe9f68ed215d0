using TorchSharp;
using Vhe.Tests.Common;

namespace Vhe.Networks.Tests.Memory;

/// <summary>The search for numbers that nobody holds finds them, and nothing else.</summary>
public class UnheldNumbersTests
{
    private static readonly Lazy<string[]> Found = new(Find);

    [TestCaseSource(nameof(Unheld))]
    public void It_is_found(string method) => Assert.That(Found.Value, Does.Contain($"{nameof(Memory.Unheld)}.{method}"));

    [Test]
    public void Numbers_that_are_held_are_not_found()
    {
        using var scope = NewDisposeScope();
        using var half = 0.5.ToScalar();
        Assert.That(ones(1).mul(half).item<float>(), Is.EqualTo(0.5f));

        Assert.That(Found.Value, Has.None.Contains(nameof(UnheldNumbersTests)));
    }

    private static string[] Find()
    {
        using var unheld = new UnheldNumbers(TestContext.CurrentContext.TestDirectory);
        var found = unheld.In(typeof(UnheldNumbersTests).Assembly.Location);
        return [.. found.Select(one => $"{one.Method.DeclaringType.Name}.{one.Method.Name}").Distinct(StringComparer.Ordinal)];
    }

    private static IEnumerable<string> Unheld()
        => typeof(Unheld).GetMethods().Where(method => method.DeclaringType == typeof(Unheld)).Select(method => method.Name);
}
