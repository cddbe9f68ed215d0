using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>The gradient of a convolution as a layer: it enlarges.</summary>
public sealed class ConvTranspose2d : Convolution
{
    internal ConvTranspose2d(long in_channels, long out_channels, (long, long) kernel_size, (long, long) stride,
        (long, long) padding, (long, long) output_padding, (long, long) dilation, long groups, bool bias, ScalarType? dtype)
        : base(nameof(ConvTranspose2d), in_channels, out_channels, [kernel_size.Item1, kernel_size.Item2],
            [stride.Item1, stride.Item2], [padding.Item1, padding.Item2], null, [dilation.Item1, dilation.Item2], true,
            [output_padding.Item1, output_padding.Item2], groups, bias, PaddingModes.Zeros, dtype)
    {
    }

    public override Tensor forward(Tensor input)
    {
        ValidateShape(input, 2);
        return nn.functional.conv_transpose2d(input, weight, bias, stride, padding, output_padding, dilation, groups);
    }
}
