using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>The mean of each window.</summary>
public sealed class AvgPool2d : ParameterLessModule<Tensor, Tensor>
{
    private readonly long[] kernel;
    private readonly long[]? stride;
    private readonly long[]? padding;
    private readonly bool ceil_mode;
    private readonly bool count_include_pad;

    internal AvgPool2d(long[] kernel, long[]? stride, long[]? padding, bool ceil_mode, bool count_include_pad)
        : base(nameof(AvgPool2d))
    {
        this.kernel = kernel;
        this.stride = stride;
        this.padding = padding;
        this.ceil_mode = ceil_mode;
        this.count_include_pad = count_include_pad;
    }

    public override Tensor forward(Tensor input) =>
        nn.functional.avg_pool2d(input, kernel, stride, padding, ceil_mode, count_include_pad);
}
