namespace Vhe.Networks.Layers;

/// <summary>A network from one tensor to another that registers its parts by name.</summary>
internal abstract class Layer(string name) : nn.Module<Tensor, Tensor>(name)
{
    /// <summary>Does nothing: the parts are registered by name, and TorchSharp would add every field a second time.</summary>
    protected override void RegisterComponents()
    {
    }
}
