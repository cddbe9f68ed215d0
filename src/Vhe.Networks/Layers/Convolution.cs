using TorchSharp.Modules;
using Vhe.Networks.Distributions;

namespace Vhe.Networks.Layers;

/// <summary>
/// A two-dimensional convolution that computes in the type of its input: float32 masters are cast to bfloat16 where the input is.
/// </summary>
internal sealed class Convolution : Layer
{
    private readonly long _padding;
    private readonly long _stride;

    /// <summary>Creates a convolution with PyTorch's default starting values.</summary>
    /// <exception cref="ArgumentException">A 1 x 1 kernel with a stride: oneDNN 3.7 writes past its memory in the gradient of such a
    /// weight where channels are last and do not fill a vector (oneDNN issue 6035). Slice the input instead.</exception>
    public Convolution(long input, long output, long kernel, long padding, SeededGenerator noise, bool bias = true, long stride = 1)
        : base(nameof(Convolution))
    {
        if (kernel == 1 && stride > 1)
            throw new ArgumentException("A 1 x 1 convolution may have no stride; slice its input.", nameof(stride));

        (_padding, _stride) = (padding, stride);
        var fanIn = input * kernel * kernel;
        Weight = Initial.Uniform(noise, fanIn, output, input, kernel, kernel);
        register_parameter("weight", Weight);
        if (bias)
        {
            Bias = Initial.Uniform(noise, fanIn, output);
            register_parameter("bias", Bias);
        }
    }

    /// <summary>[output, input, kernel, kernel].</summary>
    public Parameter Weight { get; }

    /// <summary>[output], or null.</summary>
    public Parameter? Bias { get; }

    /// <summary>[B, input, H, W] to [B, output, H', W'].</summary>
    public override Tensor forward(Tensor input)
        => nn.functional.conv2d(
            input,
            ChannelsLast(Weight.to(input.dtype)),
            Bias?.to(input.dtype),
            new[] { _stride, _stride },
            new[] { _padding, _padding });

    /// <summary>
    /// The same kernel with its channels last in memory. A convolution whose kernel is laid out so computes and answers channels
    /// last too, and on CPUs pooling, gates and bfloat16 then take about a fifth less time.
    /// </summary>
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
