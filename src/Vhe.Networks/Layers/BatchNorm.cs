using TorchSharp.Modules;
using Vhe.Networks.Distributions;

namespace Vhe.Networks.Layers;

/// <summary>
/// Batch normalization (Ioffe and Szegedy 2015) over the channels of a map: by the batch's own statistics in training, by their
/// running means in evaluation.
/// </summary>
/// <remarks>Its parameters are plain ones like those of the other layers here: TorchSharp's own layer replaces its parameters
/// when it is moved.</remarks>
internal sealed class BatchNorm : Layer
{
    private readonly Parameter _weight;
    private readonly Parameter _bias;
    private readonly Tensor _runningMean;
    private readonly Tensor _runningVariance;

    /// <summary>Creates a normalization that changes nothing but the scale at first.</summary>
    public BatchNorm(long channels, SeededGenerator noise)
        : base(nameof(BatchNorm))
    {
        _weight = new Parameter(ones(channels, device: noise.Device));
        _bias = Initial.Zeros(noise, channels);
        _runningMean = zeros(channels, device: noise.Device);
        _runningVariance = ones(channels, device: noise.Device);
        register_parameter("weight", _weight);
        register_parameter("bias", _bias);
        register_buffer("running_mean", _runningMean);
        register_buffer("running_var", _runningVariance);
    }

    /// <summary>[B, channels, H, W] to the same, in the type of the input; statistics are float32.</summary>
    public override Tensor forward(Tensor input)
        => nn.functional.batch_norm(input, _runningMean, _runningVariance, _weight, _bias, training);
}
