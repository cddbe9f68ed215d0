using Vhe.Networks.Distributions;
using Vhe.Networks.Layers;

namespace Vhe.Networks.Models;

/// <summary>A generative network p(x | latents).</summary>
internal abstract class Decoder(string name) : Network(name)
{
    // 64 images of 28 x 28. Numbers (section 4.1) are images of one pixel, and go many more at a time.
    private const long ValuesPerBatch = 64 * 784;

    /// <summary>log p(x | latents).</summary>
    public abstract Tensor LogLikelihood(Tensor x, IReadOnlyList<Tensor> latents);

    /// <summary>Draws elements, such as binary images, where the decoder can.</summary>
    /// <exception cref="NotSupportedException">The decoder scores elements, but does not draw any.</exception>
    public virtual Tensor Sample(IReadOnlyList<Tensor> latents, SeededGenerator noise, double temperature)
        => throw new NotSupportedException($"{GetName()} scores elements, but does not draw any.");

    /// <summary>How many images of so many values are decoded at a time.</summary>
    public static long RowsPerBatch(long size) => Math.Max(1, ValuesPerBatch / size);

    /// <summary>log p(x | latents) of many rows [count], float32, a few at a time, so that memory does not grow with their number.
    /// </summary>
    /// <param name="device">Where the decoder is.</param>
    /// <param name="count">How many rows.</param>
    /// <param name="size">How many values an image has, its channels together.</param>
    /// <param name="rows">Makes the images and the latents of some rows, given their indices [N] int64 on that device.</param>
    public Tensor LogLikelihoodInBatches(
        Device device, long count, long size, Func<Tensor, (Tensor X, IReadOnlyList<Tensor> Latents)> rows)
    {
        using var scope = NewDisposeScope();
        var parts = new List<Tensor>();
        var rowsPerBatch = RowsPerBatch(size);
        for (long start = 0; start < count; start += rowsPerBatch)
        {
            using var batch = NewDisposeScope();
            var indices = NumberTensor.Range(start, Math.Min(start + rowsPerBatch, count), int64, device);
            var (x, latents) = rows(indices);
            parts.Add(LogLikelihood(x, latents).MoveToOuterDisposeScope());
        }

        return cat(parts.ToArray(), 0).MoveToOuterDisposeScope();
    }
}
