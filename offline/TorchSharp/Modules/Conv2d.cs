using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>A convolution over images: [N, in, H, W] to [N, out, H', W'].</summary>
public sealed class Conv2d : Convolution
{
    internal Conv2d(long in_channels, long out_channels, (long, long) kernel_size, (long, long) stride, (long, long)? padding,
        Padding? padding_type, (long, long) dilation, long groups, bool bias, PaddingModes padding_mode, ScalarType? dtype)
        : base(nameof(Conv2d), in_channels, out_channels, [kernel_size.Item1, kernel_size.Item2], [stride.Item1, stride.Item2],
            padding is { } size ? [size.Item1, size.Item2] : null, padding_type, [dilation.Item1, dilation.Item2], false, [0, 0],
            groups, bias, padding_mode, dtype)
    {
        if (padding_mode != PaddingModes.Zeros && padding is null)
            throw new ArgumentException("A padding mode other than zeros needs the padding's size.", nameof(padding));
    }

    public override Tensor forward(Tensor input)
    {
        ValidateShape(input, 2);
        if (padding_mode != PaddingModes.Zeros)
        {
            using var padded = nn.functional.pad(input, [padding![1], padding[1], padding[0], padding[0]], padding_mode);
            return nn.functional.conv2d(padded, weight, bias, stride, [0, 0], dilation, groups);
        }
        return padding_type is { } type
            ? nn.functional.conv2d_padding(input, weight, bias, stride, type, dilation, groups)
            : nn.functional.conv2d(input, weight, bias, stride, padding, dilation, groups);
    }
}
