using System.Diagnostics;
using TorchSharp;
using Vhe.Networks.Distributions;
using Vhe.Networks.Inference;
using Vhe.Networks.Layers;
using Vhe.Networks.Models;
using static TorchSharp.torch;

namespace Vhe.Benchmarks;

/// <summary>How fast images are drawn, against the loop that runs the whole network for every pixel.</summary>
internal static class SamplingSpeed
{
    private const int Count = 50;

    /// <summary>Draws fifty images of one class, and one by the naive loop.</summary>
    public static void Run(string preset)
    {
        var sizes = Subject.Sizes(preset);
        using var model = VheModel.Create(sizes);
        var examples = Subject.Images(sizes).Classes[0].Images.Take(5).ToArray();
        ImageGenerator.Generate(model, examples, 1, seed: 0);

        var seconds = Enumerable.Range(1, 5).Select(seed => Time(() => ImageGenerator.Generate(model, examples, Count, seed))).Order();
        var fast = seconds.ElementAt(2);
        Console.WriteLine($"{preset}: {Count} conditional samples in {fast:F3} s (median of 5), {1000 * fast / Count:F2} ms an image");

        using var scope = NewDisposeScope();
        using var untracked = no_grad();
        using var noise = new SeededGenerator(1);
        var network = ((TemplateDecoder)model.Network.Decoder).PixelCnn;
        var features = noise.Normal(1, sizes.HiddenChannels, sizes.Height, sizes.Width);
        var uniforms = noise.Uniform(sizes.Height * sizes.Width, 1, 1);
        Tensor? slowImage = null;
        var slow = Time(() => slowImage = Naive(network, features, uniforms));
        var fastImage = PixelCnnSampler.Sample(network, features, uniforms, temperature: 1);
        var equal = slowImage!.eq(fastImage).all().item<bool>();
        Console.WriteLine($"{preset}: one image by the naive loop in {slow:F3} s; equal to the fast one: {equal}");
        if (!equal)
        {
            throw new InvalidOperationException("The fast sampler and the naive loop draw different images.");
        }

        Console.WriteLine($"{preset}: the fast sampler is {slow / (fast / Count):F0} times faster an image");
    }

    private static Tensor Naive(GatedPixelCnn network, Tensor features, Tensor uniforms)
    {
        var (height, width) = (features.shape[2], features.shape[3]);
        var image = zeros(1, 1, height, width).DetachFromDisposeScope();
        for (var index = 0; index < height * width; index++)
        {
            using var scope = NewDisposeScope();
            var (row, column) = (index / width, index % width);
            var probability = network.call(image, features).select(3, column).select(2, row).sigmoid();
            image.select(3, column).select(2, row).copy_(uniforms[index].lt(probability).to(float32));
        }

        return image;
    }

    private static double Time(Action action)
    {
        var start = Stopwatch.GetTimestamp();
        action();
        return Stopwatch.GetElapsedTime(start).TotalSeconds;
    }
}
