using Mono.Cecil;
using Mono.Cecil.Rocks;
using Vhe.Tests.Common;

namespace Vhe.Networks.Tests.Memory;

/// <summary>build/BannedSymbols.txt names what it has to.</summary>
public class BannedSymbolsTests
{
    private const string File = "BannedSymbols.txt";

    private static readonly HashSet<string> Banned = new(
        System.IO.File.ReadLines(Path.Combine(TestContext.CurrentContext.TestDirectory, File)).Select(line => line.Split(';')[0]),
        StringComparer.Ordinal);

    [Test]
    public void Every_function_of_TorchSharp_that_leaves_a_number_to_nobody_is_banned()
    {
        using var unheld = new UnheldNumbers(TestContext.CurrentContext.TestDirectory);

        Assert.That(unheld.Holes.Where(IsFunction).Where(hole => !IsBanned(hole)).Select(DocCommentId.GetDocCommentId), Is.Empty);
    }

    [Test]
    public void Every_conversion_of_a_number_is_banned() => Assert.That(
        Conversions().Select(DocCommentId.GetDocCommentId).Where(conversion => !Banned.Contains(conversion)), Is.Empty);

    private static IEnumerable<MethodDefinition> Conversions()
    {
        var module = ModuleDefinition.ReadModule(typeof(TorchSharp.Scalar).Assembly.Location);
        return module.GetType("TorchSharp.Scalar").Methods.Where(method => method.Name == "op_Implicit");
    }

    /// <summary>Of a tensor or of a static class: methods of a module or an optimizer are called through their base.</summary>
    private static bool IsFunction(MethodDefinition method)
        => method.IsPublic
        && Outwards(method.DeclaringType).All(type => type.IsPublic || type.IsNestedPublic)
        && (method.DeclaringType.Name == "Tensor" || (method.DeclaringType.IsAbstract && method.DeclaringType.IsSealed));

    private static bool IsBanned(MethodDefinition method)
        => Banned.Contains(DocCommentId.GetDocCommentId(method))
        || Outwards(method.DeclaringType).Any(type => Banned.Contains(DocCommentId.GetDocCommentId(type)));

    private static IEnumerable<TypeDefinition> Outwards(TypeDefinition type)
    {
        for (var one = type; one is not null; one = one.DeclaringType)
            yield return one;
    }
}
