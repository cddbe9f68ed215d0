using Vhe.Networks.Distributions;
using Vhe.Networks.Layers;
using static TorchSharp.torch;

namespace PaperExperiments.Deconvolutional;

/// <summary>[Fully connected; ELU] several times.</summary>
internal sealed class DenseStack : Layer
{
    private readonly List<Linear> _layers = [];

    /// <summary>Creates a stack.</summary>
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
    public override Tensor forward(Tensor input)
        => _layers.Aggregate(input, (values, layer) => layer.call(values).Elu());
}
