using Vhe.Networks.Distributions;

namespace Vhe.Networks.Layers;

/// <summary>
/// [3 x 3 convolution; ReLU; batch normalization] several times, at full resolution: what turns the moved template into the
/// features that condition every pixel (section 6.4.3, p(x | c, t)).
/// </summary>
internal sealed class ConvolutionStack : Layer
{
    private readonly List<(Convolution Convolution, BatchNorm Norm)> _blocks = [];

    /// <summary>Creates a stack.</summary>
    public ConvolutionStack(long input, long hidden, int depth, SeededGenerator noise)
        : base(nameof(ConvolutionStack))
    {
        for (var i = 0; i < depth; i++)
        {
            var channels = i == 0 ? input : hidden;
            var convolution = new Convolution(channels, hidden, kernel: 3, padding: 1, noise);
            Initial.Change(convolution.Weight, w => w.copy_(noise.Normal(w.shape).Times(Math.Sqrt(2.0 / (channels * 9)))));
            Initial.Change(convolution.Bias!, b => b.zero_());
            var norm = new BatchNorm(hidden, noise);
            _blocks.Add((convolution, norm));
            register_module($"convolution{i + 1}", convolution);
            register_module($"norm{i + 1}", norm);
        }
    }

    /// <summary>[B, input, H, W] to [B, hidden, H, W], in the type of the input.</summary>
    public override Tensor forward(Tensor input)
    {
        var features = input;
        foreach (var (convolution, norm) in _blocks)
            features = norm.call(nn.functional.relu(convolution.call(features)));

        return features;
    }
}
