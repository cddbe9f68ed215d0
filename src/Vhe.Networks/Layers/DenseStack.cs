using Vhe.Networks.Distributions;
using static TorchSharp.torch;

namespace Vhe.Networks.Layers;

/// <summary>[Fully connected; ELU] several times.</summary>
internal sealed class DenseStack : Layer
{
    private readonly List<Linear> _layers = [];

    /// <summary>Creates a stack.</summary>
    /// <param name="input">Numbers in.</param>
    /// <param name="hidden">Units of every layer.</param>
    /// <param name="depth">How many layers.</param>
    /// <param name="noise">Where the starting values come from.</param>
    public DenseStack(long input, long hidden, int depth, SeededGenerator noise)
        : base(nameof(DenseStack))
    {
        for (var i = 0; i < depth; i++)
        {
            var fanIn = i == 0 ? input : hidden;
            var layer = new Linear(fanIn, hidden, noise);
            Initial.Change(layer.Weight, w => w.copy_(noise.Normal(w.shape).Times(Math.Sqrt(2.0 / fanIn))));
            Initial.Change(layer.Bias, b => b.zero_());
            _layers.Add(layer);
            register_module($"layer{i + 1}", layer);
        }
    }

    /// <summary>[B, input] to [B, hidden].</summary>
    /// <inheritdoc/>
    public override Tensor forward(Tensor input) =>
        _layers.Aggregate(input, (values, layer) => layer.call(values).Elu());
}
