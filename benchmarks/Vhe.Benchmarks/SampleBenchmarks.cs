using BenchmarkDotNet.Attributes;
using TorchSharp;
using Vhe.Networks.Distributions;
using Vhe.Networks.Inference;
using Vhe.Networks.Layers;
using Vhe.Networks.Models;
using static TorchSharp.torch;

namespace Vhe.Benchmarks;

/// <summary>Generates images, against the loop that runs the whole network for every pixel; times are for an image.</summary>
public class SampleBenchmarks
{
    private const int Count = 50;

    private VheModel _model = null!;
    private float[][] _examples = [];
    private Tensor _features = null!;
    private Tensor _uniforms = null!;

    private GatedPixelCnn Network => ((TemplateDecoder)_model.Network.Decoder).PixelCnn;

    /// <summary>Makes the network, and checks that both ways draw the same image.</summary>
    [GlobalSetup]
    public void Create()
    {
        var sizes = Subject.Sizes;
        _model = VheModel.Create(sizes);
        _examples = [.. Subject.Images(sizes).Classes[0].Images.Take(5)];
        using var noise = new SeededGenerator(1);
        _features = noise.Normal(1, sizes.HiddenChannels, sizes.Height, sizes.Width).DetachFromDisposeScope();
        _uniforms = noise.Uniform(sizes.Height * sizes.Width, 1, 1).DetachFromDisposeScope();
        using var slow = Naive();
        using var fast = Network.Sample(_features, _uniforms, temperature: 1);
        if (!slow.eq(fast).all().item<bool>())
            throw new InvalidOperationException("The fast sampler and the naive loop draw different images.");
    }

    /// <summary>The loop.</summary>
    [Benchmark]
    public void NaiveLoop() => Naive().Dispose();

    /// <summary>Fifty conditional samples.</summary>
    [Benchmark(OperationsPerInvoke = Count)]
    public IReadOnlyList<float[]> Generate() => ImageGenerator.Generate(_model, _examples, Count, seed: 1);

    /// <summary>Frees the network.</summary>
    [GlobalCleanup]
    public void Dispose()
    {
        _features.Dispose();
        _uniforms.Dispose();
        _model.Dispose();
    }

    private Tensor Naive()
    {
        using var untracked = no_grad();
        var (height, width) = (_features.shape[2], _features.shape[3]);
        var image = zeros(1, 1, height, width).DetachFromDisposeScope();
        for (var index = 0; index < height * width; index++)
        {
            using var scope = NewDisposeScope();
            var (row, column) = (index / width, index % width);
            var probability = Network.call(image, _features).select(3, column).select(2, row).sigmoid();
            image.select(3, column).select(2, row).copy_(_uniforms[index].lt(probability).to(float32));
        }

        return image;
    }
}
