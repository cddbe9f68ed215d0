using NUnit.Framework;
using Vhe.Networks.Data;
using Vhe.Networks.Distributions;
using Vhe.Networks.Layers;
using Vhe.Networks.Models;
using Vhe.Networks.Models.Deconvolutional;
using Vhe.Networks.Models.Factorial;
using Vhe.Networks.Objectives;
using Vhe.Networks.Tests.TestData;
using static TorchSharp.torch;
using Conv = System.Func<TorchSharp.torch.Tensor, TorchSharp.torch.Tensor>;

namespace Vhe.Networks.Tests.Layers;

/// <summary>
/// Every convolution of every architecture, at the shapes that training has, against float64 on the processor that runs the tests:
/// libtorch chooses other code for each processor and shape, and some of it was seen to be wrong.
/// </summary>
public class ConvolutionAccuracyTests : TensorFixture
{
    private const int Pixels = 28;

    private static readonly SamplingOptions Batches = new() { Augmentation = Augmentation.None };

    private static readonly Lazy<GroupedImages> s_images = new(Noise);

    public static IEnumerable<TestCaseData> Architectures()
    {
        yield return Case("PixelCNN, paper, float32", 1e-4, () => PixelCnn(PixelCnnVheOptions.Paper, Precision.Float32));
        yield return Case("PixelCNN, tiny, float32", 1e-4, () => PixelCnn(PixelCnnVheOptions.Tiny, Precision.Float32));
        yield return Case("PixelCNN, tiny, bfloat16", 3e-2, () => PixelCnn(PixelCnnVheOptions.Tiny, Precision.BFloat16));
        if (BFloat16Support.IsFast)
        {
            yield return Case("PixelCNN, paper, bfloat16", 3e-2, () => PixelCnn(PixelCnnVheOptions.Paper, Precision.BFloat16));
        }

        yield return Case("deconvolutional", 1e-4, () => (DeconvolutionalVhe.Create(new(), seed: 1), Alphabets()));
        yield return Case("hierarchical", 1e-4, () => (HierarchicalVhe.Create(new(), seed: 1), Alphabets()));
        yield return Case("factorial", 1e-4, Factorial);

        static TestCaseData Case(string name, double tolerance, Func<(VariationalHomoencoder, GroupedBatch)> create) =>
            new TestCaseData(tolerance, create).SetArgDisplayNames(name);
    }

    [TestCaseSource(nameof(Architectures))]
    public void Values_and_gradients_agree_with_float64(double tolerance, Func<(VariationalHomoencoder, GroupedBatch)> create)
    {
        var (network, batch) = create();
        using var modules = network;
        var inputs = Record(network, batch);
        Assert.That(inputs, Is.Not.Empty);

        using var multiple = Assert.EnterMultipleScope();
        foreach (var (layer, input) in inputs)
        {
            using var scope = NewDisposeScope();
            var what = $"{layer.GetName()} [{string.Join(", ", layer.parameters().First().shape)}] "
                + $"of {input.dtype} [{string.Join(", ", input.shape)}]";
            var (ours, exact) = (Differentiate(layer, layer.call, input), Differentiate(layer, Exact(layer), input.to(float64)));
            foreach (var (name, value) in ours)
            {
                Assert.That(Deviation(value, exact[name]), Is.LessThan(tolerance), $"{name} of {what}");
            }
        }
    }

    private static GroupedImages Noise()
    {
        var random = new Random(1);
        return new GroupedImages(new ImageShape(1, Pixels, Pixels), Enumerable.Range(0, 18).Select(k =>
            new ImageClass($"class {k}", [.. Enumerable.Range(0, 8).Select(_ => Image())])));

        float[] Image() => [.. Enumerable.Range(0, Pixels * Pixels).Select(_ => random.NextSingle())];
    }

    private static (VariationalHomoencoder, GroupedBatch) PixelCnn(PixelCnnVheOptions options, Precision precision)
    {
        using var noise = new SeededGenerator(1, CPU);
        var network = PixelCnnVhe.Create(options, new Compute { Precision = precision }, noise);
        return (network, new GroupedSampler(s_images.Value, Objective.Vhe, Batches, seed: 1).Draw(0, CPU));
    }

    private static GroupedBatch Alphabets() =>
        new AlphabetSampler(TinyDeconvolutional.InAlphabets(s_images.Value, 6), Batches with { BinarizeSupport = true }, seed: 1)
            .Draw(0, CPU);

    private static (VariationalHomoencoder, GroupedBatch) Factorial()
    {
        var images = StylizedGlyphs.Create(s_images.Value, seed: 1, styles: 6);
        return (FactorialVhe.Create(new FactorialVheOptions(), seed: 1), new FactorialSampler(images, Batches, seed: 1, maxStyleSupport: 3)
            .Draw(0, CPU));
    }

    // What reaches each convolution in a step of training: one input of each shape.
    private static IReadOnlyList<(Layer Layer, Tensor Input)> Record(VariationalHomoencoder network, GroupedBatch batch)
    {
        var inputs = new Dictionary<string, (Layer, Tensor)>(StringComparer.Ordinal);
        foreach (var layer in network.modules().OfType<Layer>().Where(IsConvolution))
        {
            layer.register_forward_hook((_, input, output) =>
            {
                var key = $"{layer.GetName()} {string.Join(',', layer.parameters().First().shape)} {string.Join(',', input.shape)}";
                inputs.TryAdd(key, (layer, input.detach().clone().DetachFromDisposeScope()));
                return output;
            });
        }

        using var scope = NewDisposeScope();
        using var noise = new SeededGenerator(2, CPU);
        network.train();
        network.Elbo(batch, Objective.Vhe, noise);
        return [.. inputs.Values];
    }

    private static bool IsConvolution(Layer layer) => layer is Convolution or MaskedConvolution or SameConvolution or Upsampling;

    // The gradients of one random linear function of the output, so that every output counts.
    private static Dictionary<string, Tensor> Differentiate(Layer layer, Conv map, Tensor input)
    {
        using var random = new Generator(3);
        var leaf = input.detach().requires_grad_();
        var output = map(leaf);
        layer.zero_grad();
        (output * randn(output.shape, dtype: float32, generator: random).to(output.dtype)).sum().backward();
        var results = layer.named_parameters().ToDictionary(
            item => $"gradient of {item.name}", item => item.parameter.grad!.clone(), StringComparer.Ordinal);
        results["value"] = output.detach();
        results["gradient of the input"] = leaf.grad!.clone();
        return results;
    }

    // Convolutions compute in the type of their input; the others are written anew.
    private static Conv Exact(Layer layer)
    {
        var parameters = layer.named_parameters().ToDictionary(item => item.name, item => item.parameter, StringComparer.Ordinal);
        return layer switch
        {
            SameConvolution same => input =>
            {
                var (before, after) = (same.Center, same.Weight.shape[2] - 1 - same.Center);
                return nn.functional.conv2d(
                    nn.functional.pad(input, (before, after, before, after)), same.Weight.to(float64), same.Bias.to(float64));
            },
            Upsampling => input => nn.functional.conv_transpose2d(
                input, parameters["weight"].to(float64), parameters["bias"].to(float64), new long[] { 2, 2 }),
            _ => layer.call,
        };
    }

    private static double Deviation(Tensor ours, Tensor exact)
    {
        var (a, b) = (ours.to(float64), exact.to(float64));
        return (a - b).abs().max().item<double>() / b.abs().max().item<double>();
    }
}
