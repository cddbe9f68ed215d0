using Vhe.Networks.Models;
using static TorchSharp.torch;

namespace Vhe.Networks.Inference;

/// <summary>Decodes many rows a few at a time, so that memory does not grow with their number.</summary>
internal static class DecoderBatches
{
    private const int RowsPerBatch = 64;

    /// <summary>log p(x | latents) of many rows.</summary>
    /// <param name="model">The model.</param>
    /// <param name="count">How many rows.</param>
    /// <param name="rows">Makes the images and the latents of some rows, given their indices [N] int64 on the model's device.</param>
    /// <returns>[count], float32.</returns>
    public static Tensor LogLikelihood(VheModel model, long count, Func<Tensor, (Tensor X, IReadOnlyList<Tensor> Latents)> rows)
    {
        using var scope = NewDisposeScope();
        var parts = new List<Tensor>();
        for (long start = 0; start < count; start += RowsPerBatch)
        {
            using var batch = NewDisposeScope();
            var indices = arange(start, Math.Min(start + RowsPerBatch, count), dtype: int64, device: model.Device);
            var (x, latents) = rows(indices);
            parts.Add(model.Network.Decoder.LogLikelihood(x, latents).MoveToOuterDisposeScope());
        }

        return cat(parts.ToArray(), 0).MoveToOuterDisposeScope();
    }
}
