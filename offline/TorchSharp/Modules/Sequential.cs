using System.Globalization;
using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>Modules one after the other.</summary>
public class Sequential : nn.Module<Tensor, Tensor>
{
    private readonly List<nn.Module<Tensor, Tensor>> chain = [];

    internal Sequential(params (string name, nn.Module<Tensor, Tensor> submodule)[] modules) : base(nameof(Sequential))
    {
        foreach (var (key, module) in modules) append(key, module);
    }

    internal Sequential(params nn.Module<Tensor, Tensor>[] modules) : base(nameof(Sequential))
    {
        foreach (var module in modules) append(module);
    }

    public int Count => chain.Count;

    public nn.IModule<Tensor, Tensor> this[int index] => chain[index];

    public Sequential append(string name, nn.IModule<Tensor, Tensor> module)
    {
        var added = (nn.Module<Tensor, Tensor>)module;
        register_module(name, added);
        chain.Add(added);
        return this;
    }

    public Sequential append(nn.IModule<Tensor, Tensor> module) =>
        append(chain.Count.ToString(CultureInfo.InvariantCulture), module);

    public override Tensor forward(Tensor tensor)
    {
        if (chain.Count == 0) return tensor.alias();
        using var scope = NewDisposeScope();
        var result = tensor;
        foreach (var module in chain) result = module.call(result);
        return result.MoveToOuterDisposeScope();
    }

    // The chain is no field of modules: what it holds was registered when it was appended.
    protected override void RegisterComponents()
    {
    }
}
