using PaperExperiments.Deconvolutional;
using PaperExperiments.OneDimensional;
using PaperExperiments.Tests.Deconvolutional;
using TorchSharp;

namespace PaperExperiments.Tests;

/// <summary>Every tensor is made in a dispose scope, which holds it.</summary>
internal sealed class TensorScopeTests
{
    private static readonly ElementFamily Gaussian = ElementFamily.All[0];
    private static readonly IReadOnlyList<float[]> Images = [.. ToyGlyphs.New.Classes[0].Images.Take(3)];

    [TestCaseSource(nameof(Uses))]
    public void Tensors_are_made_in_scopes(Action use)
    {
        var before = Outside;

        use();

        Assert.That(Outside - before, Is.Zero);
    }

    private static long Outside => DisposeScopeManager.Statistics.CreatedOutsideScopeCount;

    private static IEnumerable<TestCaseData> Uses()
    {
        yield return Case("Create deconvolutional", () => DeconvolutionalVhe.Create(TinyDeconvolutional.Options, seed: 1).Dispose());
        yield return Case("Create hierarchical", () => HierarchicalVhe.Create(TinyDeconvolutional.Options, seed: 1).Dispose());
        yield return Case("Create one-dimensional", () => OneDimensionalVhe.Create(Gaussian, dimensions: 2, seed: 1).Dispose());
        yield return Case("Generate an alphabet", GenerateAlphabet);
        yield return Case("Evaluate elements", EvaluateElements);
    }

    private static TestCaseData Case(string name, Action use) => new TestCaseData(use).SetArgDisplayNames(name);

    private static void GenerateAlphabet()
    {
        using var network = HierarchicalVhe.Create(TinyDeconvolutional.Options, seed: 1);
        network.eval();
        var generator = new HierarchicalGenerator(network.AsModel());
        generator.GenerateNewAlphabet(2, 2, seed: 1);
        generator.GenerateAlphabet(Images, 2, 2, seed: 1);
        generator.GenerateCharacters(Images, 2, seed: 1);
    }

    private static void EvaluateElements()
    {
        using var network = OneDimensionalVhe.Create(Gaussian, dimensions: 2, seed: 1);
        network.eval();
        new ElementEvaluation(ElementClasses.Draw(Gaussian, classes: 5, elements: 50, seed: 1), 3, seed: 3).Measure(network.AsModel());
    }
}
