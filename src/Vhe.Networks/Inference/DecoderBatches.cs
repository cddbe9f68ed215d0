using Vhe.Networks.Models;
using static TorchSharp.torch;

namespace Vhe.Networks.Inference;

/// <summary>Decodes many rows a few at a time, so that memory does not grow with their number.</summary>
internal static class DecoderBatches
{
    // 64 images of 28 x 28. Numbers (section 4.1) are images of one pixel, and go many more at a time.
    private const long ValuesPerBatch = 64 * 784;

    /// <summary>How many rows go at a time.</summary>
    /// <param name="size">How many values an image has, its channels together.</param>
    public static long RowsPerBatch(long size) => Math.Max(1, ValuesPerBatch / size);

    /// <summary>log p(x | latents) of many rows.</summary>
    /// <param name="decoder">p(x | latents).</param>
    /// <param name="device">Where it is.</param>
    /// <param name="count">How many rows.</param>
    /// <param name="size">How many values an image has, its channels together.</param>
    /// <param name="rows">Makes the images and the latents of some rows, given their indices [N] int64 on that device.</param>
    /// <returns>[count], float32.</returns>
    public static Tensor LogLikelihood(
        Decoder decoder, Device device, long count, long size, Func<Tensor, (Tensor X, IReadOnlyList<Tensor> Latents)> rows)
    {
        using var scope = NewDisposeScope();
        var parts = new List<Tensor>();
        var rowsPerBatch = RowsPerBatch(size);
        for (long start = 0; start < count; start += rowsPerBatch)
        {
            using var batch = NewDisposeScope();
            var indices = NumberTensor.Range(start, Math.Min(start + rowsPerBatch, count), int64, device);
            var (x, latents) = rows(indices);
            parts.Add(decoder.LogLikelihood(x, latents).MoveToOuterDisposeScope());
        }

        return cat(parts.ToArray(), 0).MoveToOuterDisposeScope();
    }

    /// <summary>log p(x | c, t) of some pairs of an image and a class.</summary>
    /// <param name="model">The model.</param>
    /// <param name="x">[images, C, H, W].</param>
    /// <param name="codes">[classes, ...]: c of every class.</param>
    /// <param name="transforms">[images, ...]: t of every image.</param>
    /// <param name="pairs">Rows of the three.</param>
    /// <returns>[pairs], float32.</returns>
    public static Tensor LogLikelihood(
        VheModel model, Tensor x, Tensor codes, Tensor transforms, (long Image, long Class)[] pairs)
    {
        using var scope = NewDisposeScope();
        var image = tensor(Array.ConvertAll(pairs, pair => pair.Image), device: model.Device);
        var item = tensor(Array.ConvertAll(pairs, pair => pair.Class), device: model.Device);
        return LogLikelihood(model.Network.Decoder, model.Device, pairs.Length, model.ImageShape.Length, rows =>
        {
            var (i, k) = (image.index_select(0, rows), item.index_select(0, rows));
            return (x.index_select(0, i), [codes.index_select(0, k), transforms.index_select(0, i)]);
        }).MoveToOuterDisposeScope();
    }
}
