using Vhe.Networks;
using Vhe.Networks.Distributions;
using static TorchSharp.torch;

namespace PaperExperiments.Images;

/// <summary>New images of a class from a few examples, by any model of a class latent and an element latent.</summary>
internal static class ConditionalSamples
{
    /// <summary>Draws c from q(c; D) and z from p(z | c) for each image, then the image.</summary>
    public static float[][] Draw(TrainedModel model, ImageShape shape, IReadOnlyList<float[]> examples, int count, long seed)
    {
        var network = model.Network;
        using var scope = NewDisposeScope();
        using var untracked = no_grad();
        using var noise = new NoiseSource(seed);
        var (channels, height, width) = shape;
        var support = tensor(model.Examples(examples, new Random((int)seed)).SelectMany(image => image).ToArray()).view(1, examples.Count, channels, height, width);
        var c = network.Latents[0].Encoder.Infer(support, []).Rows(zeros(count, dtype: int64)).Sample(noise);
        var z = network.Latents[1].Prior.Sample(count, [c], noise);
        var drawn = network.Decoder.Sample([c, z], noise, temperature: 1);
        return [.. drawn.cpu().data<float>().ToArray().Chunk(shape.Length)];
    }
}
