using static TorchSharp.torch;

namespace Vhe.Networks.Layers;

/// <summary>The order of a kernel's numbers in memory.</summary>
internal static class MemoryLayout
{
    /// <summary>
    /// The same kernel with its channels last in memory. A convolution whose kernel is laid out so computes and answers channels
    /// last too, and on CPUs pooling, gates and bfloat16 then take about a fifth less time.
    /// </summary>
    /// <param name="kernel">[output, input, height, width].</param>
    /// <returns>The same numbers and shape; differentiable.</returns>
    public static Tensor ChannelsLast(Tensor kernel)
    {
        var (output, input, height, width) = (kernel.shape[0], kernel.shape[1], kernel.shape[2], kernel.shape[3]);

        // The strides are said outright: those of dimensions of size 1 would be left as they are otherwise, and decide too. So is the
        // offset: what is contiguous already is still a part of a larger tensor.
        var last = kernel.permute(0, 2, 3, 1).contiguous();
        return last.as_strided(
            [output, input, height, width], [height * width * input, 1, width * input, input], last.storage_offset());
    }
}
