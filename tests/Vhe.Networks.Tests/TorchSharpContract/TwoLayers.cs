using TorchSharp.Modules;

namespace Vhe.Networks.Tests.TorchSharpContract;

/// <summary>A module with everything that is registered by reflection: layers, a list, a parameter, a buffer.</summary>
internal sealed class TwoLayers : nn.Module<Tensor, Tensor>
{
    // RegisterComponents takes the fields' names as those of the components.
#pragma warning disable IDE1006
    private readonly Conv2d conv;
    private readonly InstanceNorm2d norm;
    private readonly ModuleList<TorchSharp.Modules.Linear> heads;
    private readonly Parameter scale;
    private readonly Tensor mask;
#pragma warning restore IDE1006

    public TwoLayers() : base(nameof(TwoLayers))
    {
        conv = nn.Conv2d(1, 2, 3, 1, 1);
        norm = nn.InstanceNorm2d(2, affine: true, track_running_stats: true);
        heads = new ModuleList<TorchSharp.Modules.Linear>(nn.Linear(8, 3), nn.Linear(8, 4));
        scale = new Parameter(ones(1));
        mask = ones(2, 2);
        RegisterComponents();
    }

    public override Tensor forward(Tensor input)
    {
        using var scope = NewDisposeScope();
        var hidden = norm.call(conv.call(input)) * mask;
        return (heads[0].call(hidden.flatten(1)) * scale).MoveToOuterDisposeScope();
    }
}
