using TorchSharp.Utils;
using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>
/// What the convolutions share: weights [out, in / groups, kernel...] (transposed: [in, out / groups, kernel...]) and their
/// initialisation.
/// </summary>
public abstract class Convolution : nn.Module<Tensor, Tensor>
{
    [ComponentName(Name = nameof(weight))] private Parameter _weight;
    [ComponentName(Name = nameof(bias))] private Parameter? _bias;

    private protected Convolution(string name, long in_channels, long out_channels, long[] kernel_size, long[] stride,
        long[]? padding, Padding? padding_type, long[] dilation, bool transposed, long[] output_padding, long groups, bool bias,
        PaddingModes padding_mode, ScalarType? dtype) : base(name)
    {
        if (in_channels % groups != 0) throw new ArgumentException("in_channels must be divisible by groups");
        if (out_channels % groups != 0) throw new ArgumentException("out_channels must be divisible by groups");
        this.in_channels = in_channels;
        this.out_channels = out_channels;
        this.kernel_size = kernel_size;
        this.stride = stride;
        this.padding = padding;
        this.padding_type = padding_type;
        this.dilation = dilation;
        this.transposed = transposed;
        this.output_padding = output_padding;
        this.groups = groups;
        this.padding_mode = padding_mode;
        var (first, second) = transposed ? (in_channels, out_channels / groups) : (out_channels, in_channels / groups);
        _weight = weight = new Parameter(empty([first, second, .. kernel_size], dtype));
        if (bias) this.bias = new Parameter(empty(out_channels, dtype));
        Initialize();
    }

    public Parameter weight
    {
        get => _weight;
        set
        {
            ArgumentNullException.ThrowIfNull(value);
            ConditionallyRegisterParameter(nameof(weight), _weight = value);
        }
    }

    public Parameter? bias
    {
        get => _bias;
        set => ConditionallyRegisterParameter(nameof(bias), _bias = value);
    }

    public long in_channels { get; }

    public long out_channels { get; }

    public long[] kernel_size { get; set; }

    public long[] stride { get; set; }

    public long[]? padding { get; private set; }

    public Padding? padding_type { get; private set; }

    public long[] dilation { get; set; }

    public bool transposed { get; }

    public long[] output_padding { get; set; }

    public long groups { get; set; }

    public PaddingModes padding_mode { get; set; }

    /// <summary>Uniform within one over the square root of the fan-in, as PyTorch has it.</summary>
    private void Initialize()
    {
        nn.init.kaiming_uniform_(weight, Math.Sqrt(5));
        if (bias is null) return;
        double bound = 1 / Math.Sqrt(nn.init.CalculateFanInAndFanOut(weight).fanIn);
        nn.init.uniform_(bias, -bound, bound);
    }

    private protected void ValidateShape(Tensor input, long dimensions)
    {
        var shape = input.shape;
        bool matches = shape.Length == dimensions + 1 ? shape[0] == in_channels
            : shape.Length == dimensions + 2 && shape[1] == in_channels;
        if (matches) return;
        throw new ArgumentException($"Expected {dimensions + 1}D (unbatched) or {dimensions + 2}D (batched) input " +
            $"with {in_channels} channels to {GetName()}.");
    }
}
