using Conv = System.Func<TorchSharp.torch.Tensor, TorchSharp.torch.Tensor>;

namespace Vhe.Networks.Tests.TestData;

/// <summary>
/// Every convolution of an architecture, at the shapes that training has, against float64 on the processor that runs the tests:
/// libtorch chooses other code for each processor and shape, and some of it was seen to be wrong.
/// </summary>
internal static class ConvolutionAccuracy
{
    private const int Pixels = 28;

    /// <summary>Random images of 28 x 28 in 18 classes.</summary>
    public static GroupedImages Images { get; } = Noise();

    /// <summary>Compares values and gradients.</summary>
    /// <param name="network">The architecture.</param>
    /// <param name="batch">What it is trained on.</param>
    /// <param name="tolerance">The largest relative deviation.</param>
    /// <param name="others">For layers that are convolutions too: the layer's function in float64; null for other layers.</param>
    public static void Check(
        VariationalHomoencoder network, GroupedBatch batch, double tolerance, Func<Layer, Conv?>? others = null)
    {
        var inputs = Record(network, batch, layer => layer is Convolution or MaskedConvolution or SameConvolution || others?.Invoke(layer) is not null);
        Assert.That(inputs, Is.Not.Empty);

        using var multiple = Assert.EnterMultipleScope();
        foreach (var (layer, input) in inputs)
        {
            using var scope = NewDisposeScope();
            var what = $"{layer.GetName()} [{string.Join(", ", layer.parameters().First().shape)}] "
                + $"of {input.dtype} [{string.Join(", ", input.shape)}]";
            var (ours, exact) = (Differentiate(layer, layer.call, input), Differentiate(layer, others?.Invoke(layer) ?? Exact(layer), input.to(float64)));
            foreach (var (name, value) in ours)
                Assert.That(Deviation(value, exact[name]), Is.LessThan(tolerance), $"{name} of {what}");
        }
    }

    private static GroupedImages Noise()
    {
        var random = new Random(1);
        return new GroupedImages(new ImageShape(1, Pixels, Pixels), Enumerable.Range(0, 18).Select(k
            => new ImageClass($"class {k}", [.. Enumerable.Range(0, 8).Select(_ => Image())])));

        float[] Image() => [.. Enumerable.Range(0, Pixels * Pixels).Select(_ => random.NextSingle())];
    }

    // What reaches each convolution in a step of training: one input of each shape.
    private static IReadOnlyList<(Layer Layer, Tensor Input)> Record(VariationalHomoencoder network, GroupedBatch batch, Func<Layer, bool> isConvolution)
    {
        var inputs = new Dictionary<string, (Layer, Tensor)>(StringComparer.Ordinal);
        foreach (var layer in network.modules().OfType<Layer>().Where(isConvolution))
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
    private static Conv Exact(Layer layer) => layer switch
    {
        SameConvolution same => input =>
        {
            var (before, after) = (same.Center, same.Weight.shape[2] - 1 - same.Center);
            return nn.functional.conv2d(
                nn.functional.pad(input, (before, after, before, after)), same.Weight.to(float64), same.Bias.to(float64));
        },
        _ => layer.call,
    };

    private static double Deviation(Tensor ours, Tensor exact)
    {
        var (a, b) = (ours.to(float64), exact.to(float64));
        return (a - b).abs().max().item<double>() / b.abs().max().item<double>();
    }
}
