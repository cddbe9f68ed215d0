namespace Vhe.Networks.Layers;

/// <summary>A part of a model that registers its own parts by name.</summary>
internal abstract class Network(string name) : nn.Module(name)
{
    /// <summary>Does nothing: the parts are registered by name, and TorchSharp would add every field a second time.</summary>
    protected override void RegisterComponents()
    {
    }
}
