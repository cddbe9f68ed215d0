using PaperExperiments.Deconvolutional;
using Conv = System.Func<TorchSharp.torch.Tensor, TorchSharp.torch.Tensor>;

namespace PaperExperiments.Tests.Deconvolutional;

internal sealed class ConvolutionAccuracyTests : TensorFixture
{
    [TestCase(false)]
    [TestCase(true)]
    public void Values_and_gradients_agree_with_float64(bool hierarchical)
    {
        var sampling = new SamplingOptions { Augmentation = Augmentation.None, BinarizeSupport = true };
        var batch = new AlphabetSampler(TinyDeconvolutional.InAlphabets(ConvolutionAccuracy.Images, 6), sampling, seed: 1).Draw(0, CPU);
        using var network = hierarchical ? HierarchicalVhe.Create(new(), seed: 1) : DeconvolutionalVhe.Create(new(), seed: 1);

        ConvolutionAccuracy.Check(network, batch, tolerance: 1e-4, Exact);
    }

    private static Conv? Exact(Layer layer)
    {
        var parameters = layer.named_parameters().ToDictionary(item => item.name, item => item.parameter, StringComparer.Ordinal);
        return layer is Upsampling
            ? input => nn.functional.conv_transpose2d(
                input, parameters["weight"].to(float64), parameters["bias"].to(float64), new long[] { 2, 2 })
            : null;
    }
}
