using PaperExperiments.Styles;

namespace Vhe.Networks.Tests.Layers;

internal sealed class ConvolutionAccuracyTests : TensorFixture
{
    private static readonly SamplingOptions Batches = new() { Augmentation = Augmentation.None };

    public static IEnumerable<TestCaseData> Architectures()
    {
        yield return Case("PixelCNN, paper, float32", 1e-4, () => PixelCnn(PixelCnnVheOptions.Paper, Precision.Float32));
        yield return Case("PixelCNN, tiny, float32", 1e-4, () => PixelCnn(PixelCnnVheOptions.Tiny, Precision.Float32));
        yield return Case("PixelCNN, tiny, bfloat16", 3e-2, () => PixelCnn(PixelCnnVheOptions.Tiny, Precision.BFloat16));
        if (OneDnn.HasFastBFloat16)
            yield return Case("PixelCNN, paper, bfloat16", 3e-2, () => PixelCnn(PixelCnnVheOptions.Paper, Precision.BFloat16));

        yield return Case("factorial", 1e-4, Factorial);

        static TestCaseData Case(string name, double tolerance, Func<(VariationalHomoencoder, GroupedBatch)> create)
            => new TestCaseData(tolerance, create).SetArgDisplayNames(name);
    }

    [TestCaseSource(nameof(Architectures))]
    public void Values_and_gradients_agree_with_float64(double tolerance, Func<(VariationalHomoencoder, GroupedBatch)> create)
    {
        var (network, batch) = create();
        using var modules = network;
        ConvolutionAccuracy.Check(network, batch, tolerance);
    }

    private static (VariationalHomoencoder, GroupedBatch) PixelCnn(PixelCnnVheOptions options, Precision precision)
    {
        using var noise = new SeededGenerator(1, CPU);
        var network = PixelCnnVhe.Create(options, new Compute { Precision = precision }, noise);
        return (network, new GroupedSampler(ConvolutionAccuracy.Images, Batches, seed: 1).Draw(0, CPU));
    }

    private static (VariationalHomoencoder, GroupedBatch) Factorial()
    {
        var images = StylizedGlyphs.Create(ConvolutionAccuracy.Images, seed: 1, styles: 6);
        return (
            VheModel.Create(PixelCnnVheOptions.Paper with { Style = new StyleOptions() }, seed: 1).Network,
            new FactorialSampler(images, Batches, seed: 1, maxStyleSupport: 3).Draw(0, CPU));
    }
}
