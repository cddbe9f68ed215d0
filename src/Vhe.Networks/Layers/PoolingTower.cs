using Vhe.Networks.Distributions;

namespace Vhe.Networks.Layers;

/// <summary>
/// Five times [3 x 3 convolution; 2 x 2 max-pooling; ReLU; batch normalization], then a linear layer: the paper's q(t; x) and
/// the localization network of STN_q (section 6.4.3). 28 x 28 shrinks to 15, 8, 4, 2, 1.
/// </summary>
internal sealed class PoolingTower : Layer
{
    private const int Depth = 5;

    private readonly Compute _compute;
    private readonly List<(Convolution Convolution, BatchNorm Norm)> _blocks = [];

    /// <summary>Creates a tower.</summary>
    public PoolingTower(ImageShape shape, long hidden, long output, Compute compute, SeededGenerator noise)
        : base(nameof(PoolingTower))
    {
        _compute = compute;
        var (height, width) = ((long)shape.Height, (long)shape.Width);
        for (var i = 0; i < Depth; i++)
        {
            // The first convolution is padded by one more: only so do the paper's sizes come out.
            var extra = i == 0 ? 2 : 0;
            (height, width) = ((height + extra + 1) / 2, (width + extra + 1) / 2);
            var convolution = new Convolution(i == 0 ? shape.Channels : hidden, hidden, 3, i == 0 ? 2 : 1, noise);
            var norm = new BatchNorm(hidden, noise);
            _blocks.Add((convolution, norm));
            register_module($"convolution{i + 1}", convolution);
            register_module($"norm{i + 1}", norm);
        }

        Output = new Linear(hidden * height * width, output, noise);
        register_module("output", Output);
    }

    /// <summary>The last layer.</summary>
    public Linear Output { get; }

    /// <summary>[B, C, H, W] to [B, output], float32.</summary>
    public override Tensor forward(Tensor input)
    {
        var features = input.to(_compute.Type);
        foreach (var (convolution, norm) in _blocks)
        {
            var pooled = nn.functional.max_pool2d(convolution.call(features), [2, 2], [2, 2], ceil_mode: true);
            features = norm.call(nn.functional.relu(pooled));
        }

        return Output.call(features.flatten(1).to(float32));
    }
}
