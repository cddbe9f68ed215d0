using TorchSharp.Utils;
using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>Normalises each channel over the batch, in evaluation by running statistics.</summary>
public sealed class BatchNorm2d : nn.Module<Tensor, Tensor>
{
    [ComponentName(Name = nameof(weight))] private Parameter? _weight;
    [ComponentName(Name = nameof(bias))] private Parameter? _bias;
    [ComponentName(Name = nameof(running_mean))] private Tensor? _running_mean;
    [ComponentName(Name = nameof(running_var))] private Tensor? _running_var;
    [ComponentName(Name = nameof(num_batches_tracked))] private Tensor? _num_batches_tracked;

    internal BatchNorm2d(long num_features, double eps, double? momentum, bool affine, bool track_running_stats,
        ScalarType? dtype) : base(nameof(BatchNorm2d))
    {
        this.num_features = num_features;
        this.eps = eps;
        this.momentum = momentum;
        this.affine = affine;
        this.track_running_stats = track_running_stats;
        if (affine)
        {
            weight = new Parameter(ones(num_features, dtype));
            bias = new Parameter(zeros(num_features, dtype));
        }
        if (!track_running_stats) return;
        ConditionallyRegisterBuffer(nameof(running_mean), _running_mean = zeros(num_features, dtype));
        ConditionallyRegisterBuffer(nameof(running_var), _running_var = ones(num_features, dtype));
        ConditionallyRegisterBuffer(nameof(num_batches_tracked), _num_batches_tracked = tensor(0L));
    }

    public Parameter? weight
    {
        get => _weight;
        set => ConditionallyRegisterParameter(nameof(weight), _weight = value);
    }

    public Parameter? bias
    {
        get => _bias;
        set => ConditionallyRegisterParameter(nameof(bias), _bias = value);
    }

    public Tensor? running_mean => _running_mean;

    public Tensor? running_var => _running_var;

    public Tensor? num_batches_tracked => _num_batches_tracked;

    public long num_features { get; }

    public double eps { get; set; }

    public double? momentum { get; set; }

    public bool affine { get; }

    public bool track_running_stats { get; }

    public override Tensor forward(Tensor input)
    {
        if (input.Dimensions != 4)
            throw new ArgumentException($"Invalid number of dimensions for BatchNorm2d argument: {input.Dimensions}");
        double factor = momentum ?? 0;
        if (training && track_running_stats)
        {
            using var mode = no_grad();
            num_batches_tracked!.add_(1);
            // Without a momentum the running statistics are the plain mean over all batches.
            factor = momentum ?? 1 / num_batches_tracked.ToDouble();
        }
        bool batchStatistics = training || running_mean is null;
        return nn.functional.batch_norm(input, running_mean, running_var, weight, bias, batchStatistics, factor, eps);
    }
}
